export const source = new DataSource({
  entities: [UserEntity, ArticleEntity, CategoryEntity, KeywordEntity, AnotherRatherLongEntityName],
});
