export const modules = [
    healthModule
  , userModule // last
]
