register("posts", posts)
