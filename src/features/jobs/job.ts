import { stringLiteral } from '../../core/quoting.js';
import { profileOf } from '../../resource/graph/profile.js';
import type { ScalarField } from '../../resource/model.js';
import { namesOf } from '../../resource/names.js';
import { shapeOf } from '../../resource/shape/shape.js';
import type { Exported } from '../../roles/http/contract.js';
import { defineFeature, type PlinthFeature } from '../../roles/tools.js';
import { renderOnce, sharedParts } from '../resource/feature.js';
import { sampleSource } from '../resource/samples.js';
import { schemaValues } from '../resource/schema.js';

/** A job as it is wanted: `SendReport`, with its data. */
export interface WantedJob {
  readonly name: string;
  readonly fields: readonly ScalarField[];
  readonly schedule: Schedule | undefined;
}

export interface Schedule {
  readonly cron: string;
  readonly timeZone: string;
}

/** Where it is defined. */
export const jobPath = ({ name }: Pick<WantedJob, 'name'>): string =>
  `src/jobs/${namesOf(name).kebab}.job.ts`;

/** The job of a file that `plinth add job` has made; undefined for any other file. */
export function jobIn(path: string, text: string): Exported | undefined {
  const [, symbol] = /^export const (\w+) = defineJob\(/m.exec(text) ?? [];
  const isThere = symbol !== undefined && /^src\/jobs\/[\w-]+\.job\.ts$/.test(path);
  return isThere ? { symbol, from: path.replace(/\.ts$/, '') } : undefined;
}

/** The job, its queue, and its test. */
export function jobFeature(job: WantedJob): PlinthFeature {
  const { kebab, camel } = namesOf(job.name);
  return defineFeature({
    id: `job:${job.name}`,
    title: job.name,
    summary: `The job ${job.name}.`,
    needs: ['jobs'],
    questions: {},
    plan({ draft, facts, persistence, workspace }) {
      const stamp = String(facts.now.getTime());
      const migration = `Create${job.name}Queue${stamp}`;
      const shape = shapeOf(profileOf(job.name, job.fields), facts.entities, draft.project);
      const { usesFields, fieldHelpers } = schemaValues(shape);
      if (usesFields) renderOnce(draft, sharedParts.fields);
      draft.render('job', {
        name: camel,
        kebab,
        stamp,
        migration,
        usesFields,
        fieldHelpers,
        ...dataValues(shape),
        ...scheduleValues(job.schedule),
      });
      const file = `src/database/migrations/${stamp}-create-${kebab}-queue`;
      persistence.migration(draft, { symbol: migration, from: file });
      workspace.job(draft, { symbol: camel, from: jobPath(job).replace(/\.ts$/, '') });
    },
  });
}

function dataValues(shape: ReturnType<typeof shapeOf>) {
  const { writable, defaulted } = schemaValues(shape);
  const absent = new Map(defaulted.map(({ name, whenAbsent }) => [name, whenAbsent]));
  return {
    fields: writable.map(({ name, optional, schema }) => ({
      name,
      schema: `${schema}${optional ? '.nullable()' : ''}${absent.get(name) ?? ''}`,
    })),
    samples: shape.writable.map((field) => ({ name: field.name, value: sampleSource(field, '1') })),
  };
}

const scheduleValues = (schedule: Schedule | undefined) => ({
  isScheduled: schedule !== undefined,
  cron: stringLiteral(schedule?.cron ?? ''),
  timeZone: stringLiteral(schedule?.timeZone ?? ''),
});
