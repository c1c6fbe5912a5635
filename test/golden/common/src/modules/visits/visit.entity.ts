import {
  Column,
  CreateDateColumn,
  Entity,
  Index,
  ManyToOne,
  PrimaryGeneratedColumn,
  Unique,
  UpdateDateColumn,
  type Relation,
} from 'typeorm';
import { Article } from '../articles/article.entity.js';
import { User } from '../users/user.entity.js';

@Entity('visits')
@Index(['createdAt', 'id'])
@Index(['updatedAt', 'id'])
@Index(['page', 'id'])
@Index(['at', 'id'])
@Index(['articleId', 'at'])
@Unique(['userId', 'articleId'])
export class Visit {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column({ type: 'varchar', length: 200 })
  page!: string;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  at!: Date;

  @Index()
  @Column({ type: 'uuid' })
  articleId!: string;

  @ManyToOne(() => Article, { nullable: false, onDelete: 'CASCADE' })
  article?: Relation<Article>;

  @Index()
  @Column({ type: 'uuid' })
  userId!: string;

  @ManyToOne(() => User, { nullable: false, onDelete: 'RESTRICT' })
  user?: Relation<User>;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  createdAt!: Date;

  @UpdateDateColumn({ type: 'timestamptz', precision: 3 })
  updatedAt!: Date;
}
