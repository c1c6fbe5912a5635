export const modules = [route( "/a",[ x,y ], )];
