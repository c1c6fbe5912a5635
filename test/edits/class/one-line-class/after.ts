export class Post { title = 'x'
  @Column({ type: 'varchar' })
  state = 'draft'
 }
