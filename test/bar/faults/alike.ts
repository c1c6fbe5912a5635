import { edit, fault, type Fault } from './fault.js';

/** Mistakes that are the same on every framework, but for the files where the application is set up and the service started. */
export function alikeFaults(setup: string, start: string): readonly Fault[] {
  const believed = edit(setup, "app.set('trust proxy', config.TRUST_PROXY)", "app.set('trust proxy', true)");
  return [
    fault('L5', 'x-powered-by', /x-powered-by/, [
      edit(setup, "app.disable('x-powered-by');", ''),
      edit('src/platform/http/security.ts', 'helmet({', 'helmet({\n  xPoweredBy: false,'),
    ]),
    fault('R1', 'the limit believes X-Forwarded-For', /429 expected/, [believed]),
    fault('A7', 'a port makes another caller of one address', /many accounts from one address: try 4 of 3/, [
      edit('src/platform/http/forwarded.ts', 'map(withoutPort)', 'map(String)'),
    ]),
    fault('A7', 'every X-Forwarded-For is believed', /forged headers: try 4 of 3/, [believed]),
    fault(
      'T7',
      'dev does not say where it serves',
      /api-docs/,
      [edit(start, "config.NODE_ENV === 'development'", "config.NODE_ENV === 'test'")],
      { files: true },
    ),
  ];
}
