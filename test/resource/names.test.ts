import { describe, expect, it } from 'vitest';
import {
  columnName,
  constraintName,
  foreignKeyName,
  idsName,
  joinTableName,
  namesOf,
  singularOf,
} from '../../src/resource/names.js';
import { checkResourceName } from '../../src/resource/names-check.js';

const nouns = `
  Account Activity Address Agenda Album Alias Analysis Animal Answer Apartment Apple Appointment Area Army Article Artist Asset Atlas
  Attachment Attendee Author Award Badge Bank Basket Battery Benefit Bicycle Bill Bird Board Boat Body Book Bookmark Booking Box
  Branch Brand Brush Bucket Budget Building Bus Business Cactus Calendar Campaign Campus Car Card Carrier Cart Castle Category Cause
  Century Chair Channel Chapter Chef Child Church Circle City Classroom Client Clinic Clock Coach Code Color Colony Comment Company Contact
  Contract Cookie Copy Country Coupon Course Crew Crisis Currency Customer Day Deal Department Device Diagnosis Diary Discount Dish
  Document Dog Donor Driver Echo Editor Email Employee Engine Enquiry Episode Essay Event Exam Expense Factory Family Farm Fee Festival
  File Film Flag Flight Folder Foot Forum Friend Gallery Game Gas Gift Goal Goose Grade Guest Guitar Half Hero Hobby Holiday Hospital
  Hotel House Image Igloo Industry Invoice Issue Item Job Journey Key Kitchen Knife Label Lady Language Leaf League Lens Lesson Level
  Library License Life Like Line Loaf Location Machine Man Match Matrix Meal Medal Member Memory Menu Message Method Milestone Mouse Movie
  News Note Office Order Ox Party Pass Patient Payment Person Phase Phone Photo Piano Place Player Policy Post Price Product Project
  Quality Quiz Recipe Region Reply Review Role Room Sheep Shelf Ship Story Status Series Species Tax Team Thesis Ticket Tomato Tooth Tag
  Vertex Video Vote Wife Wish Wolf Woman Woodland Year APIKey BlogPost OrderItem OAuthToken Level3 ProductCategory
`
  .trim()
  .split(/\s+/);

describe('the names of a resource', () => {
  it('come in every spelling, singular and plural', () => {
    expect(namesOf('BlogPost')).toEqual({
      pascal: 'BlogPost',
      camel: 'blogPost',
      kebab: 'blog-post',
      path: 'blog-posts',
      snake: 'blog_post',
      title: 'blog post',
      plural: {
        pascal: 'BlogPosts',
        camel: 'blogPosts',
        kebab: 'blog-posts',
        snake: 'blog_posts',
        title: 'blog posts',
      },
    });
  });

  it.each([
    ['Child', 'children'],
    ['Person', 'people'],
    ['News', 'news'],
    ['Category', 'categories'],
    ['Bus', 'buses'],
    ['Canvas', 'canvases'],
    ['Lens', 'lenses'],
    ['Status', 'statuses'],
    ['Analysis', 'analyses'],
    ['SalesPerson', 'sales-people'],
    ['API', 'apis'],
    ['Level3', 'level3s'],
  ])('%s has the path /%s', (name, path) => expect(namesOf(name).plural.kebab).toBe(path));

  it('keep an acronym a word', () => {
    const names = namesOf('APIKey');
    expect([names.pascal, names.camel, names.kebab, names.plural.snake, names.plural.pascal]).toEqual([
      'APIKey',
      'apiKey',
      'api-key',
      'api_keys',
      'APIKeys',
    ]);
  });

  it('of 200 nouns are identifiers, and no two share a class, a path or a table', () => {
    expect(nouns.length).toBeGreaterThanOrEqual(200);
    const all = nouns.map((noun) => namesOf(noun));
    const spellings = [
      (n: (typeof all)[0]) => n.pascal,
      (n: (typeof all)[0]) => n.camel,
      (n: (typeof all)[0]) => n.plural.pascal,
      (n: (typeof all)[0]) => n.plural.kebab,
      (n: (typeof all)[0]) => n.plural.snake,
    ];
    for (const spelling of spellings) expect(new Set(all.map(spelling)).size).toBe(new Set(nouns).size);
    for (const names of all) {
      expect([names.pascal, names.camel, names.plural.pascal, names.plural.camel].join(' ')).toMatch(
        /^[A-Za-z0-9 ]+$/,
      );
    }
  });

  it.each(nouns)('%s is accepted', (noun) => expect(() => checkResourceName(noun)).not.toThrow());

  it.each(nouns)('the singular of the plural of %s is itself', (noun) =>
    expect(singularOf(namesOf(noun).plural.pascal).toLowerCase()).toBe(noun.toLowerCase()),
  );
});

describe('the names of the database', () => {
  it.each([
    ['title', 'title'],
    ['authorId', 'author_id'],
    ['APIKey', 'api_key'],
    ['userID', 'user_id'],
    ['line2Text', 'line2_text'],
    ['aBCDef', 'a_bc_def'],
    ['htmlBody', 'html_body'],
  ])('%s has the column %s', (field, column) => expect(columnName(field)).toBe(column));

  it('of relations come from the relation', () => {
    expect(foreignKeyName('author')).toBe('authorId');
    const ids = (relation: string, target: string) => idsName(relation, namesOf(target));
    expect([ids('tags', 'Tag'), ids('categories', 'Category'), ids('blogPosts', 'BlogPost')]).toEqual([
      'tagIds',
      'categoryIds',
      'blogPostIds',
    ]);
    expect([ids('skus', 'Sku'), ids('caches', 'Cache'), ids('selfies', 'Selfie')]).toEqual([
      'skuIds',
      'cacheIds',
      'selfieIds',
    ]);
    expect([ids('spareSkus', 'Sku'), ids('rookies', 'Player'), ids('gurus', 'User')]).toEqual([
      'spareSkuIds',
      'rookieIds',
      'guruIds',
    ]);
    expect(idsName('equipment', namesOf('Machine', 'Equipment'))).toBe('machineIds');
    expect(joinTableName('BlogPost', 'tags')).toBe('blog_post_tags');
  });

  it('of join tables fit into PostgreSQL, each for itself', () => {
    const owner = 'CustomerSupportTicketAttachment';
    const names = ['relatedKnowledgeBaseArticles', 'relatedKnowledgeBaseArticlesOfOthers'].map((relation) =>
      joinTableName(owner, relation),
    );
    expect(names[0]).toBe('customer_support_ticket_attachment_related_knowledge_b_71b4d987');
    expect(names.map((name) => name.length)).toEqual([63, 63]);
    expect(new Set(names).size).toBe(2);
  });

  it('name constraints after table and columns', () => {
    expect(constraintName('posts', [], 'pkey')).toBe('posts_pkey');
    expect(constraintName('posts', ['author_id'], 'fkey')).toBe('posts_author_id_fkey');
    expect(constraintName('posts', ['a', 'b'], 'key')).toBe('posts_a_b_key');
  });

  it('are cut to 63 bytes with a hash that keeps them apart', () => {
    const long = (end: string) => constraintName('a'.repeat(40), [`${'b'.repeat(40)}${end}`], 'idx');
    expect(long('x')).toMatch(/^a{40}_b{9}_[0-9a-f]{8}_idx$/);
    expect(long('x')).toHaveLength(63);
    expect(long('x')).not.toBe(long('y'));
    expect(constraintName('a'.repeat(54), ['b'], 'check')).toHaveLength(62);
    expect(constraintName('a'.repeat(55), ['b'], 'check')).toBe(`${'a'.repeat(55)}_b_check`);
  });
});
