import { type HandEdit, replaced } from '../hand.js';

/** Entities with methods, a base class, packed decorators and imports of another kind. */
export default {
  title: 'entity classes reshaped',
  apply: (files) =>
    replaced(files, 'src/modules/posts/post.entity.ts', [
      [/@PrimaryGeneratedColumn\('uuid'\)\n {2}id!: string;/, "@PrimaryGeneratedColumn('uuid') id!: string;"],
      [/@CreateDateColumn\((.*)\)\n {2}createdAt!: Date;\n\n/, '@CreateDateColumn($1) createdAt!: Date;\n'],
      [/\}\n$/, '\n  get heading(): string {\n    return this.title.toUpperCase();\n  }\n\n  rename(title: string): void {\n    this.title = title;\n  }\n}\n\nexport type PostId = Post[\'id\'];\n'],
      ['export class Post {', 'abstract class Row {\n  abstract id: string;\n}\n\n// The heart of it all.\nexport class Post extends Row {'],
      [/@Entity\('posts'\)\n((?:@Index\(.*\)\n)+)(abstract class Row \{\n.*\n\}\n\n\/\/.*\n)/, "$2@Entity('posts') $1"],
    ]),
} satisfies HandEdit;
