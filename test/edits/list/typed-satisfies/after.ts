const everything = [healthModule, postModule] satisfies Module[];
