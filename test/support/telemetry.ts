/** Packages that report installs or use to somebody, by their paths in a lock file. */
export const telemetry =
  /(?:^|\/)node_modules\/(?:@scarf\/.+|.*telemetry.*|posthog.*|@posthog\/.+|mixpanel.*|@?amplitude.*|analytics-node|@segment\/.+|@sentry\/.+|insight|universal-analytics|applicationinsights|@vercel\/analytics|dd-trace|newrelic)$/;
