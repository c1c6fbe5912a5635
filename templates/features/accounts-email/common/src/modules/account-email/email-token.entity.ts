import {
  Column,
  CreateDateColumn,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';
import { User } from '../users/user.entity.js';

export type Purpose = 'verify' | 'reset' | 'change';

/** The newest link of its kind that an account was sent. Older ones are gone, and so is this one once it is used. */
@Entity('email_tokens')
export class EmailToken {
  @PrimaryColumn({ type: 'uuid' })
  userId!: string;

  @ManyToOne(() => User, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'user_id' })
  user?: Relation<User>;

  @PrimaryColumn({ type: 'varchar', length: 10 })
  purpose!: Purpose;

  /** The address that it went to: whoever has it reads mail there. */
  @Column({ type: 'varchar', length: 254 })
  email!: string;

  /** Of the password at that time: a link is void once there is another one. */
  @Column({ type: 'varchar', length: 43 })
  passwordMark!: string;

  /** None until the mail is written. */
  @Column({ type: 'varchar', length: 43, nullable: true })
  tokenHash!: string | null;

  @Column({ type: 'timestamptz', precision: 3 })
  expiresAt!: Date;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  createdAt!: Date;
}
