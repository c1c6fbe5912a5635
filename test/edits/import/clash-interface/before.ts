interface Post { id: string }
