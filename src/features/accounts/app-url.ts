import type { Draft } from '../../core/draft.js';
import type { EnvVariable, Workspace } from '../../roles/workspace/contract.js';

const path = 'src/config/app-url';

const appUrl: EnvVariable = {
  name: 'APP_URL',
  schema: "urlOf('http:', 'https:').default(LOCAL_APP)",
  uses: [
    { symbol: 'urlOf', from: 'src/config/variables' },
    { symbol: 'LOCAL_APP', from: path },
  ],
  test: 'https://app.example.com',
  example: '#APP_URL=https://app.example.com',
  comment: 'Where the pages of your app are, which people come back to by a link; production requires it.',
};

/** Where the app's pages are. Several features send people there, and it comes with the first of them. */
export function planAppUrl(draft: Draft, workspace: Workspace): void {
  if (draft.project.has(`${path}.ts`)) return;
  draft.render('features/accounts/app-url');
  workspace.env(draft, appUrl);
  workspace.configRule(draft, { symbol: 'requireAppUrl', from: path });
}
