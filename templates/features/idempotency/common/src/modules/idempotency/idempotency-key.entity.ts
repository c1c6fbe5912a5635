import {
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';
import { User } from '../users/user.entity.js';

/** What a request was answered with, for whoever sends it again. */
@Entity('idempotency_keys')
export class IdempotencyKey {
  @PrimaryColumn('uuid')
  userId!: string;

  @PrimaryColumn({ type: 'varchar', length: 200 })
  key!: string;

  @ManyToOne(() => User, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'user_id' })
  user?: Relation<User>;

  /** Of the request: a SHA-256, base64url. */
  @Column({ type: 'varchar', length: 43 })
  fingerprint!: string;

  @Column({ type: 'smallint' })
  status!: number;

  @Column({ type: 'json' })
  headers!: Readonly<Record<string, string>>;

  @Column({ type: 'text' })
  body!: string;

  @Index()
  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  createdAt!: Date;
}
