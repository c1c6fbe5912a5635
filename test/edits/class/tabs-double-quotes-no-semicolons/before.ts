import { Column } from "typeorm"

@Entity()
export class Post {
	@Column({ type: "text" })
	body!: string // the text

	@Column()
	title!: string
}
