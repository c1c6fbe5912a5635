/** How many statements each write of a post takes, signed in: the caller is looked up, and the row locked where there is one. */
export async function statementsOfWrites({ url }, counter, { path, headers }) {
  let id = '';
  const count = async (method, body) => {
    const before = counter.statements;
    const answer = await fetch(`${url}${path}${id && `/${id}`}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    if (method === 'POST') ({ id } = JSON.parse(text));
    return { method, statements: counter.statements - before };
  };
  return [
    await count('POST', { title: 'Counted', content: 'Made.' }),
    await count('PATCH', { published: true }),
    await count('PUT', { title: 'Counted again', content: 'Replaced.', published: false }),
    await count('DELETE'),
  ];
}
