import type { Page } from '../page.js';
import { isPreviewOn, previewRouter } from './preview.js';

/** Every message with its sample. */
export const mailPage: Page = {
  title: 'Mail',
  path: '/mail',
  isOn: isPreviewOn,
  setUp: (app) => void app.use(previewRouter()),
};
