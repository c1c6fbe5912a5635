export const modules = [
  healthModule,
  postModule
]