// One run of load, on the core this process is on: options of autocannon as JSON in, its result as JSON out.
import autocannon from 'autocannon';

const { body, paths, ...options } = JSON.parse(process.argv[2]);
let made = 0;

/** Each request says something else, and goes to the next of the paths. autocannon's own [<id>] is shorter than the Content-Length it counts with. */
const numbered = (request) => {
  made += 1;
  const path = paths?.[made % paths.length] ?? request.path;
  return { ...request, path, body: body.replace('[id]', `${process.pid} ${made}`) };
};

const result = await autocannon({
  ...options,
  ...(body && { requests: [{ body, setupRequest: numbered }] }),
});
process.stdout.write(JSON.stringify(result));
