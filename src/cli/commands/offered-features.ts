import { isAdapter, type PlinthFeature } from '../../roles/tools.js';

/** For `--help`. */
export const featureList = (features: readonly PlinthFeature[]): string =>
  ['Features:', ...offered(features).map(({ id, summary }) => `  ${id.padEnd(10)}${summary}`)].join('\n');

/** The features people choose from: neither foundations nor adapters. */
export const offered = (features: readonly PlinthFeature[]): readonly PlinthFeature[] =>
  features.filter((feature) => feature.foundation !== true && !isAdapter(feature));
