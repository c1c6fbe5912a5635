export const modules = [
    // modules are listed here
    postModule,
];
