const everything = [healthModule] satisfies Module[];
