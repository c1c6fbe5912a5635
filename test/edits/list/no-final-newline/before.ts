export const modules = [
  healthModule
]