import { edit, fault, type Fault, on } from '../../bar/faults/fault.js';

const folder = 'src/modules/api-keys';
const service = `${folder}/api-key.service.ts`;
const keys = `${folder}/api-key.repository.ts`;
const credential = `${folder}/api-key.credential.ts`;
const scope = 'src/platform/http/scope.ts';
const access = 'src/platform/http/access.ts';

/** Mistakes that people make with keys of programs, planted in a blog with them. */
export const apiKeyFaults: readonly Fault[] = [
  fault('H1', 'the secret is stored as it is', /api_keys has the secret/, [
    edit(service, 'secretHash: hash', 'secretHash: secret'),
    edit(service, 'const { secret, hash }', 'const { secret }'),
    edit(
      `${folder}/api-key.ts`,
      "'$1-$2-$3-$4-'), hash: hashSecret(secret) }",
      "'$1-$2-$3-$4-'), hash: secret }",
    ),
  ]),
  fault('H1', 'the log has the key', /the log has the secret/, [
    edit(service, 'apiKeyId: row.id }', 'apiKeyId: row.id, made: formatApiKey(row.id, secret) }'),
  ]),
  fault('H2', 'a revoked key goes on', /goes on: revoked/, [
    edit(keys, 'WHERE k.id = $1 AND k.revoked_at IS NULL AND', 'WHERE k.id = $1 AND'),
  ]),
  fault('H2', 'an expired key goes on', /goes on: expired/, [
    edit(keys, ' AND (k.expires_at IS NULL OR k.expires_at > now())', ''),
  ]),
  fault('H2', 'the key of somebody disabled goes on', /goes on: disabled/, [
    edit(keys, '\n       AND NOT u.disabled', ''),
  ]),
  fault('H2', 'anybody revokes any key', /revokes the key of another/, [
    edit(
      keys,
      '{ id, userId, revokedAt: IsNull() }',
      '{ id, ...(userId === "" && { userId }), revokedAt: IsNull() }',
    ),
  ]),
  fault('H3', 'scopes are not asked for', /users:read: DELETE/, [
    edit(
      access,
      '  requireScope(actor, method, path);\n',
      '  if (!method && !path) requireScope(actor, method, path);\n',
    ),
  ]),
  fault('H3', 'who may create may change', /(\w+):create: PATCH \/api\/v1\/\1/, [
    edit(scope, "patch: 'update'", "patch: 'create'"),
  ]),
  fault('H3', 'a scope of one resource is for all', /tags:create: POST \/api\/v1\/posts/, [
    edit(
      'src/permissions.ts',
      '`*:${action}`].includes(grant)',
      '`*:${action}`].includes(grant) || grant.endsWith(`:${action}`)',
    ),
  ]),
  fault('H4', 'what has no scope is open to all keys', /a key opens/, [
    edit(
      scope,
      'if (permission === undefined) {',
      "if (permission === undefined && path !== '') return;\n  if (permission === undefined) {",
    ),
  ]),
  fault('H5', 'a scope stands in for the role', /grants what the role does not/, [
    edit(
      'src/permissions.ts',
      'includes(grants[role], permission) && (scopes === undefined || includes(scopes, permission))',
      'scopes === undefined ? includes(grants[role], permission) : includes(scopes, permission)',
    ),
  ]),
  fault('H6', 'requests of keys are counted for their address', /another key is out of breath/, [
    edit(credential, "await uses('api-key', given.id)", "await uses('api-key', addressOf(req))"),
  ]),
  fault('H6', 'keys may be tried at will', /keys that are not valid are not counted/, [
    edit(
      credential,
      "await failures('api-key-ip', addressOf(req))",
      "await failures('api-key-ip', given.hash + String(Math.random()))",
    ),
  ]),
  fault('H6', 'a guesser locks out neighbours', /a good key is locked out/, [
    edit(credential, '  return async (req, res) => {', '  let bad = 0;\n  return async (req, res) => {'),
    edit(
      credential,
      'const actor = await keys.findActor(given);',
      "const actor = await keys.findActor(given);\n    if (!actor) bad += 1;\n    if (bad > 3) throw tooMany(req, 'keys');",
    ),
  ]),
  fault('H7', 'the secret is not compared', /it is good/, [
    edit(
      keys,
      '!holder || !isSame(holder.secretHash, hash)',
      "!holder || !isSame(holder.secretHash, hash || '') === null",
    ),
  ]),
  fault('H7', 'any key of the user will do', /it is good/, [
    edit(
      keys,
      'WHERE k.id = $1 AND',
      'WHERE k.user_id = (SELECT user_id FROM api_keys WHERE id = $1) AND k.secret_hash = $2 AND',
    ),
    edit(keys, 'AND NOT u.disabled`,\n      [id],', 'AND NOT u.disabled`,\n      [id, hash],'),
  ]),
  fault('H8', 'every request writes', /a request writes/, [
    edit(keys, 'if (!holder.isNoted) await', 'if (holder) await'),
    edit(keys, " AND (last_used_at IS NULL OR last_used_at <= now() - interval '1 minute')", ''),
  ]),
  fault('H8', 'the first use is the last one that is noted', /after a minute is not noted/, [
    edit(keys, "coalesce(k.last_used_at > now() - interval '1 minute', false)", 'k.last_used_at IS NOT NULL'),
  ]),
  fault('H9', 'keys are counted without holding the user', /there are \d+ keys/, [
    edit(service, 'await users.lock(actor.id)', 'await users.find(actor.id)'),
  ]),
  ...on('nest', [
    fault('H3', 'no operation says what it is about', /users:read: GET .*there is no scope/, [
      edit('src/platform/http/operation-path.ts', ".replace(/^\\/api\\/v1(?=\\/)/, '')", ''),
    ]),
  ]),
];
