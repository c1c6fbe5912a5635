@Module({
  providers: [AppService],
  imports: [PostModule],
})
export class AppModule {}
