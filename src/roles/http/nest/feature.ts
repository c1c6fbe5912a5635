import { defineFeature } from '../../tools.js';
import { planCommon } from '../common.js';

const dependencies = [
  '@nestjs/common',
  '@nestjs/config',
  '@nestjs/core',
  '@nestjs/platform-express',
  '@nestjs/swagger',
  '@nestjs/terminus',
  '@nestjs/throttler',
  '@nestjs/typeorm',
  'reflect-metadata',
  'rxjs',
] as const;

const development = ['@nestjs/testing', '@oxc-node/core'] as const;

/** Others fill them. */
const lists = { imported: [], guards: [], modules: [], pages: [], connections: [], background: [] };

export default defineFeature({
  id: 'nest',
  title: 'NestJS',
  summary: 'NestJS 12: modules and injection, guards that deny by default, zod schemas on parameters.',
  role: 'http',
  needs: ['base'],
  evidence: ['src/platform/core/core.module.ts', 'src/platform/http/access.guard.ts'],
  questions: {},
  plan(context) {
    const { draft, facts, workspace } = context;
    planCommon(context);
    draft.render('http/nest/base', { name: facts.name, ...lists });
    for (const name of dependencies) workspace.dependency(draft, name);
    for (const name of development) workspace.dependency(draft, name, 'devDependencies');
    // It asks for the compiler's JavaScript API, for a plugin that is not used here; TypeScript 7 has none.
    workspace.override(draft, facts.packageManager, '@nestjs/swagger', 'typescript');
    // The newest needs Node 22.
    workspace.override(draft, facts.packageManager, '@nestjs/common', 'file-type');
    // Every later one brings @scarf/scarf, which reports installs to its maker.
    workspace.override(draft, facts.packageManager, '@nestjs/swagger', 'swagger-ui-dist');
  },
});
