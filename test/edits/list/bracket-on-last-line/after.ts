export const modules = [healthModule, userModule,
                        tagModule, postModule];
