import type { Page } from '../module.js';
import { isPreviewOn, previewRouter } from './preview.js';

/** Every message with its sample. */
export const mailPage: Page = {
  title: 'Mail',
  path: '/mail',
  isOn: isPreviewOn,
  build: previewRouter,
};
