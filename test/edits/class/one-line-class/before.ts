export class Post { title = 'x' }
