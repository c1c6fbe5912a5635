import { defineFeature } from '../../roles/tools.js';
import type { ComposeService } from '../../roles/workspace/contract.js';

const section = `## With Redis

Without \`REDIS_URL\` each process counts requests on its own. With it, all processes share their counts in that Redis (7 or newer). Keys expire and
hold hashes instead of addresses. While Redis does not answer, \`/health/ready\` is 503 and each process counts in memory.
`;

/** Counts are worth nothing after a restart: it keeps no file, and no volume. */
const body = `image: redis:8.2.3-alpine3.22
init: true
restart: unless-stopped
command: [redis-server, --save, '', --maxmemory, 64mb, --maxmemory-policy, volatile-ttl]
healthcheck:
  test: [CMD, redis-cli, ping]
  interval: 5s
  timeout: 3s
  retries: 10
`;

const container: ComposeService = {
  name: 'redis',
  body,
  environment: { REDIS_URL: 'redis://redis:6379' },
  isAwaited: true,
};

export default defineFeature({
  id: 'redis',
  title: 'Redis',
  summary: 'Rate limits that all processes share, with REDIS_URL; readiness asks Redis too.',
  needs: ['http'],
  services: [container],
  evidence: ['src/redis/client.ts'],
  questions: {},
  plan({ draft, facts, platform, workspace }) {
    draft.render('features/redis/common');
    draft.render(`features/redis/${platform.id}`, { name: facts.name });
    platform.connect(draft, { symbol: 'connectRedis', from: 'src/redis/connect' });
    workspace.env(draft, {
      name: 'REDIS_URL',
      schema: "urlOf('redis:', 'rediss:').optional()",
      uses: [{ symbol: 'urlOf', from: 'src/config/variables' }],
      example: '#REDIS_URL=redis://user:password@localhost:6379',
      comment: 'Where several processes count requests together; without it, each counts for itself.',
    });
    workspace.service(draft, container);
    workspace.readme(draft, section);
    workspace.dependency(draft, 'ioredis');
  },
});
