import {
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinTable,
  ManyToMany,
  ManyToOne,
  PrimaryGeneratedColumn,
  UpdateDateColumn,
  type Relation,
} from 'typeorm';
import { Tag } from '../tags/tag.entity.js';
import { User } from '../users/user.entity.js';

/** Only SQL can say that deleted rows, or the case of letters, do not count. */
const madeByMigration = { unique: true, synchronize: false };

@Entity('articles')
@Index(['createdAt', 'id'])
@Index(['updatedAt', 'id'])
@Index(['title', 'id'])
@Index('articles_author_id_title_key', ['authorId', 'title'], madeByMigration)
export class Article {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column({ type: 'varchar', length: 200 })
  title!: string;

  @Column({ type: 'varchar', length: 255, unique: true })
  slug!: string;

  @Column({ type: 'boolean', default: false })
  published!: boolean;

  @Index()
  @Column({ type: 'uuid' })
  authorId!: string;

  @ManyToOne(() => User, (userRow) => userRow.articles, { nullable: false, onDelete: 'CASCADE' })
  author?: Relation<User>;

  @ManyToMany(() => Tag, (tagRow) => tagRow.articles)
  @JoinTable({
    name: 'article_tags',
    joinColumn: { name: 'article_id' },
    inverseJoinColumn: { name: 'tag_id' },
  })
  tags!: Relation<Tag[]>;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  createdAt!: Date;

  @UpdateDateColumn({ type: 'timestamptz', precision: 3 })
  updatedAt!: Date;
}
