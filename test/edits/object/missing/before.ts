const schema = makeSchema();
