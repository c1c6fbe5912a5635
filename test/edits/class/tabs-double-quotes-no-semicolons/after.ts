import { Column } from "typeorm"

@Entity()
export class Post {
	@Column({ type: "text" })
	body!: string // the text

	@Column()
	title!: string

	@Column({ type: "varchar" })
	state = "draft"
}
