import { defineFeature } from '../../roles/tools.js';

const section = `## API documents

\`/openapi.json\` is the OpenAPI 3.1 document, \`/api-docs\` a page that shows it. In production both are off unless \`API_DOCS=on\`.
`;

export default defineFeature({
  id: 'openapi',
  title: 'OpenAPI document',
  summary: 'OpenAPI 3.1 at /openapi.json, made from the schemas that validate, and its page at /api-docs.',
  needs: ['http'],
  questions: {},
  plan({ draft, facts, http, workspace }) {
    draft.render(`features/openapi/${http.id}`, { name: facts.name });
    http.page(draft, { symbol: 'apiDocs', from: 'src/http/docs' });
    workspace.env(draft, {
      name: 'API_DOCS',
      schema: "oneOf('on', 'off').optional()",
      uses: [{ symbol: 'oneOf', from: 'src/config/variables' }],
      example: '#API_DOCS=on',
      comment: 'on | off; off in production unless set',
    });
    workspace.readme(draft, section);
    workspace.dependency(draft, 'swagger-ui-express');
    workspace.dependency(draft, '@types/swagger-ui-express', 'devDependencies');
  },
});
