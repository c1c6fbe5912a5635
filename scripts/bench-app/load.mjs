// One run of load, on the core this process is on: options of autocannon as JSON in, its result as JSON out.
import autocannon from 'autocannon';

const { body, ...options } = JSON.parse(process.argv[2]);
let made = 0;

/** Each request says something else. autocannon's own [<id>] is shorter than the Content-Length it counts with. */
const numbered = (request) => {
  made += 1;
  return { ...request, body: body.replace('[id]', `${process.pid} ${made}`) };
};

const result = await autocannon({
  ...options,
  ...(body && { requests: [{ body, setupRequest: numbered }] }),
});
process.stdout.write(JSON.stringify(result));
