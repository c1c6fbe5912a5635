import { defineFeature } from '../../roles/tools.js';

const table = {
  symbol: 'CreateIdempotencyKeys1767225601700',
  from: 'src/database/migrations/1767225601700-create-idempotency-keys',
} as const;

const folder = 'src/modules/idempotency';

const section = `## Idempotency keys

A client that does not know whether its \`POST\` arrived sends it again with the same \`Idempotency-Key\`: a value of its own, such as a UUID. It happens once. Whoever repeats it within a day
gets the answer of the first time, with \`Idempotent-Replayed: true\`.

- A key belongs to the signed-in user, and to one request: with another path, query or body, or after a change of role or scopes, it gets 422.
- While the first request is being handled the second gets 409. A request that fails leaves nothing behind, and its key can be used again; so can that of one whose process died.
- All of a request with a key is one transaction, which every repository joins, and the answer is kept in it. A handler that calls other servers holds a connection for that
  long: leave that to a job.
- What is answered is text, such as JSON, and sent at once. An answer of bytes or in parts, or one that Nest does not send (\`@Res()\`), is a 500 with a key, and nothing is done.
- Operations on accounts, below \`/auth\`, take no key: their answers have secrets.
`;

const guide = `## Idempotency keys

A \`POST\` with an \`Idempotency-Key\` runs in one transaction (\`src/platform/database/joined-transaction.ts\`), which all statements of its handler join. Await what a handler begins, and do not
call other servers in it.
`;

export default defineFeature({
  id: 'idempotency',
  title: 'Idempotency keys',
  summary: 'A POST that is sent again with its Idempotency-Key happens once and gets the same answer.',
  needs: ['http', 'persistence', 'identity'],
  evidence: [`${folder}/idempotency-key.entity.ts`],
  tables: ['idempotency_keys'],
  questions: {},
  plan({ draft, platform, api, persistence, workspace }) {
    draft.render('features/idempotency/common');
    draft.render(`features/idempotency/${platform.id}`);
    persistence.entity(draft, { symbol: 'IdempotencyKey', from: `${folder}/idempotency-key.entity` });
    persistence.migration(draft, table);
    api.intercept(draft, `${folder}/idempotency`);
    workspace.requestHeader(draft, {
      symbol: 'idempotencyKey',
      from: 'src/platform/http/idempotency-key.header',
    });
    workspace.readme(draft, section);
    workspace.guide(draft, guide);
  },
});
