/** Words that passwords are made of: alone, doubled, or with anything put around them, they are guessed first. */
export const commonWords: ReadonlySet<string> = new Set(
  `
  abc abcdef access account admin administrator america andrea andrew angel anthony apple
  arsenal asdf asdfgh asdfghjkl ashley austin azerty azertyuiop babygirl bailey banana barcelona
  baseball basketball batman benjamin bitcoin blink boomer brandon brooklyn bubbles buster
  butterfly changeit changeme charlie cheese chelsea chicken chocolate christian christmas
  computer cookie corvette cowboys daniel database default demo diamond dolphin dragon
  dragonball elephant eminem enter estrella everton facebook family ferrari flower football
  forever freedom friends gandalf garfield george ginger google guest guitar hannah harley hello
  hellokitty helloworld hockey hunter iceman iloveu iloveyou instagram internet jasmine jennifer
  jessica jesus jordan joshua justin killer kitty letmein letmeinnow linkedin liverpool login
  london love lovely loveme lucky madison maggie manager manchester marina master matrix matthew
  merlin michael michelle microsoft minecraft monday monkey monster mustang mypassword myspace
  naruto nicole nintendo nothing november october oracle orange pass passphrase passw passwd
  password passwort pepper phoenix pikachu playstation pokemon postgres princess purple qazwsx
  qazwsxedc qwer qwert qwerty qwertyui qwertyuiop qwertz qwertzuiop rainbow ranger raspberry
  realmadrid root sakura samantha samsung scooter secret security server shadow silver slipknot
  snoopy soccer spiderman spring starwars steelers summer sunday sunflower sunshine superman
  support system taylor temp tennis test tester testing testtest thomas thunder tigger truelove
  trustno unknown user username vanessa victoria welcome whatever william windows winner winter
  yankees yellow zaqwsx zxcvb zxcvbn zxcvbnm
  `
    .trim()
    .split(/\s+/),
);

/** What holds such words together. */
export const fillWords: ReadonlySet<string> = new Set(
  `
  a am an and are at be by can do for from get go have i im in is it its just let me mine my no not
  now of ok on one or our out please pls so that the this to too up us was we with yes you your
  `
    .trim()
    .split(/\s+/),
);

/** Passwords of 12 characters and more that everybody knows: keyboard walks, keypad walks, phrases, names. */
export const commonPasswords: ReadonlySet<string> = new Set(
  `
  !qaz2wsx#edc !qaz@wsx#edc 000011112222 010203040506 0p9o8i7u6y5t 100200300400 102030405060
  111122223333 111222333444 112233445566 121212343434 123123456456 123321123321 123454321234
  123456654321 1234567890qw 1234567890qwerty 123456789abc 123456789asd 123456789qwe 123456qwerty
  1234qwerasdf 123qweasdzxc 131313131313 135792468135 135797531135 147258369147 147258369258
  147852369147 159357159357 159753456852 192837465019 1azertyuiop2 1q2w3e4r5t6y 1q2w3e4r5t6y7u
  1q2w3e4r5t6y7u8i 1qaz2wsx3edc 1qaz2wsx3edc4rfv 1qazxcvbnm12 1qazxsw23edc 246813579024
  271828182845 314159265358 321654987321 543216789054 741852963741 789456123000 789456123789
  963852741963 a1b2c3d4e5f6 a1s2d3f4g5h6 aa123456aa123 abc123456789 abcd1234abcd admin1234567
  adminadmin123 administrator1 administrator123 asdf1234asdf asdfghjkl123 asdfghjklqwe
  asdfjkl;asdf azertyuiop123 azertyuiopqs barcelona1234 basketball123 blink182blink changeme1234
  changemeplease chocolate1234 correcthorsebattery correcthorsebatterystaple databasepassword
  defaultpassword dragonballz123 footballfootball gameofthrones godisgreat123 goodmorning123
  guestpassword harrypotter123 hellohellohello hellothere123 hunter2hunter2 iamthegreatest
  idontknow123 ihatepasswords ilovejesus123 iloveprogramming iloveyou1234 iloveyouforever
  iloveyousomuch javascript123 jesuschrist1 jesuslovesme justinbieber1 letmeinletmein
  letmeinplease linkinpark123 liverpoolfc123 lkjhgfdsapoi lordoftherings manchestercity
  manchesterunited maytheforcebewithyou metallica123 michaeljackson mickeymouse123 mnbvcxzlkjhg
  mypassword123 mypasswordis narutouzumaki nopasswordneeded onceuponatime onedirection1
  opensesame123 p0o9i8u7y6t5 passw0rdpassw0rd password123456 passwordisntsafe
  passwordpassword123 pleasechangeme poiuytrewq12 poiuytrewqlk pokemonpokemon postgrespostgres
  q1w2e3r4t5y6 q1w2e3r4t5y6u7 qaz123wsx456 qazwsxedcrfv qazwsxedcrfvtgb qweasdzxc123
  qweasdzxcrty qwer1234asdf qwer1234qwer qwerasdfzxcv qwerty1234567890 qwertyasdfgh qwertyuiasdf
  qwertyuiop12 qwertyuiop123 qwertyuiop[] qwertyuiopas qwertyuiopasdfgh qwertyzxcvbn
  qwertzuiop123 realmadrid123 rootpassword rootrootroot slipknot666666 spongebob1234
  starwars1234 strawberry123 superadministrator supercalifragilistic
  supercalifragilisticexpialidocious superuser1234 swordfish1234 temporarypassword temppassword
  testpassword testtesttest testuser1234 thequickbrownfox thisisapassword thisismypassword
  toortoortoor trustno1trustno1 trustnoone123 userpassword welcomehome123 welcometothejungle
  winteriscoming youcantguessthis youwillneverguess yxcvbnm12345 zaq12wsxcde3 zaq1zaq1zaq1
  zxcvbnm12345 zxcvbnmasdfg
  `
    .trim()
    .split(/\s+/),
);
