@Module({
  providers: [AppService],
})
export class AppModule {}
