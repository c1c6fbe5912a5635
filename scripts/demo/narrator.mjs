// Results go to stdout, what is being waited for to stderr.
const live = process.stderr.isTTY === true;

/** A line about what the step found. */
let facts = [];
export function fact(text) {
  facts.push(text);
}

/** Ends the demo unless the promise is kept. */
export function check(kept, promise) {
  if (!kept) throw new Error(`not true: ${promise}`);
}

/** Runs one step, and prints it with its facts and the time it took. */
export async function step(title, work) {
  facts = [];
  const began = performance.now();
  process.stderr.write(live ? `… ${title}` : `… ${title}\n`);
  try {
    const result = await work();
    print('✓', title, began);
    return result;
  } catch (error) {
    print('✗', title, began);
    throw error;
  }
}

function print(mark, title, began) {
  if (live) process.stderr.write('\r\u001B[2K');
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  process.stdout.write(
    `${[`${mark} ${title}   ${seconds} s`, ...facts.map((text) => `    ${text}`)].join('\n')}\n`,
  );
}
