import { Module } from "@nestjs/common"
import { TagModule } from "./tags/tag.module"
import { ReviewModule } from "./reviews/review.module"

@Module({
	imports: [
		TagModule,
		ReviewModule
	]
})
export class AppModule {}
