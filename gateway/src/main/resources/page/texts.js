// Every text of the page: Korean, then English. A function takes what it speaks about.

const TEXTS = {
  // frame
  brand: ["Gavel", "Gavel"],
  skip: ["본문으로 건너뛰기", "Skip to content"],
  lots: ["경매", "Lots"],
  mine: ["내 응찰", "My bids"],
  desk: ["진행석", "Rostrum"],
  login: ["로그인", "Sign in"],
  logout: ["로그아웃", "Sign out"],
  otherLanguage: ["English", "한국어"],
  close: ["닫기", "Close"],
  cancel: ["취소", "Cancel"],
  retry: ["다시 시도", "Try again"],
  loading: ["불러오는 중…", "Loading…"],
  notFound: ["찾으시는 화면이 없습니다.", "There is no such page."],
  toLots: ["경매 목록으로", "To the lots"],
  listProblem: ["목록을 불러오지 못했습니다.", "The list could not be loaded."],
  footer: [
    "모든 응찰은 기록에 남고, 기록의 순서가 결과를 정합니다.",
    "Every bid stands in the log, and the order of the log decides.",
  ],

  // connection
  lineconnecting: ["연결 중", "Connecting"],
  linecatching: ["따라잡는 중", "Catching up"],
  lineconnected: ["실시간 연결됨", "Live"],
  linewaiting: ["다시 연결 중", "Reconnecting"],
  lineclosed: ["연결 안 됨", "Not connected"],
  linerefused: ["연결이 거절됨", "Connection refused"],
  stale: [
    "연결이 끊겼습니다. 아래는 마지막으로 확인된 값입니다.",
    "The connection is down. Below is what was last known.",
  ],
  refusedLine: [
    "서버가 연결을 받지 않았습니다. 다시 로그인해 주십시오.",
    "The server did not take the connection. Please sign in again.",
  ],
  expiring: [
    "로그인 시간이 곧 끝납니다. 응찰을 이어 가시려면 다시 로그인해 주십시오.",
    "Your sign-in is about to expire. Please sign in again to go on bidding.",
  ],

  // lobby
  lobbyTitle: ["온라인 라이브 경매", "Live auction"],
  lobbyLead: [
    "지금 열린 방에서 실시간으로 응찰하십시오.",
    "Bid in real time in the rooms that are open now.",
  ],
  all: ["전체", "All"],
  watchedOnly: ["관심 작품", "Watched"],
  stateOPEN: ["진행 중", "Open"],
  stateSCHEDULED: ["예정", "Upcoming"],
  stateCLOSED: ["마감", "Closed"],
  stateNONE: ["준비 중", "In preparation"],
  statePAUSED: ["일시 정지", "Paused"],
  estimate: ["추정가", "Estimate"],
  startPrice: ["시작가", "Starting price"],
  currentPrice: ["현재가", "Current bid"],
  finalPrice: ["낙찰가", "Hammer price"],
  lastPrice: ["최종 응찰가", "Final bid"],
  noBids: ["아직 응찰이 없습니다", "No bids yet"],
  bidCount: [(n) => `응찰 ${n}회`, (n) => (n === 1 ? "1 bid" : `${n} bids`)],
  watch: ["관심 작품에 담기", "Watch this lot"],
  unwatch: ["관심 작품에서 빼기", "Stop watching this lot"],
  emptyAll: ["아직 등록된 작품이 없습니다.", "No lots have been entered yet."],
  emptyFilter: ["해당하는 작품이 없습니다.", "No lots here."],
  emptyWatched: [
    "관심 작품이 없습니다. 작품의 ☆ 단추로 담으십시오.",
    "You watch no lots. Add them with the ☆ button.",
  ],
  lot: [(n) => `Lot ${n}`, (n) => `Lot ${n}`],

  // clock
  endsIn: ["마감까지", "Closes in"],
  opensIn: ["시작까지", "Opens in"],
  closesAt: [(at) => `${at} 마감`, (at) => `Closes ${at}`],
  opensAt: [(at) => `${at} 시작`, (at) => `Opens ${at}`],
  waitingEnd: ["서버의 마감 확인을 기다리는 중", "Waiting for the server to close"],
  waitingOpen: ["서버의 시작 확인을 기다리는 중", "Waiting for the server to open"],
  pausedClock: ["일시 정지 중", "Paused"],
  auctioneerClock: ["경매사가 진행합니다", "Led by the auctioneer"],
  warning: [
    (n) => (n === 1 ? "한 번 부릅니다" : "두 번 부릅니다"),
    (n) => (n === 1 ? "Fair warning: once" : "Fair warning: twice"),
  ],
  leftAloud: [
    (s) => (s >= 60 ? `마감 ${s / 60}분 전` : `마감 ${s}초 전`),
    (s) => (s >= 120 ? `${s / 60} minutes left` : s === 60 ? "One minute left" : `${s} seconds left`),
  ],

  // outcome
  outcomeSOLD: ["낙찰", "Sold"],
  outcomeRESERVE_NOT_MET: ["내정가 미달로 유찰", "Passed: reserve not met"],
  outcomeNO_BIDS: ["응찰 없이 유찰", "Passed: no bids"],
  outcomePASSED: ["유찰", "Passed"],
  outcomeWITHDRAWN: ["출품 취소", "Withdrawn"],
  reserveMet: ["내정가 도달", "Reserve met"],
  reserveNotMet: ["내정가 미달", "Reserve not met"],

  // where I stand
  posleading: ["최고 응찰 중입니다", "You hold the highest bid"],
  posoutbid: ["다른 응찰이 더 높습니다", "You have been outbid"],
  posnone: ["아직 응찰하지 않았습니다", "You have not bid yet"],
  poswatching: ["관람 중입니다", "You are watching"],
  poswon: ["낙찰되었습니다. 축하드립니다", "You won this lot"],
  poslost: ["낙찰받지 못했습니다", "You did not win this lot"],
  closedNone: ["마감된 경매입니다", "This lot is closed"],
  myMaximum: [(amount) => `내 자동응찰 한도 ${amount}`, (amount) => `Your maximum: ${amount}`],

  // bidding
  bidTitle: ["응찰", "Place a bid"],
  modeExact: ["1회 응찰", "Single bid"],
  modeMaximum: ["자동 응찰", "Maximum bid"],
  maximumHelp: [
    "한도를 정해 두면 다른 응찰이 들어올 때마다 한 호가씩만 올려 대신 응찰합니다. 한도는 누구에게도 보이지 않으며, 필요한 만큼만 쓰입니다.",
    "Set your limit, and each time somebody bids we raise yours by one increment only. Nobody sees your limit, and no more of it is used than needed.",
  ],
  amount: ["응찰 금액", "Amount"],
  maximumAmount: ["자동 응찰 한도", "Your maximum"],
  minimum: [(amount) => `최소 ${amount}`, (amount) => `Minimum ${amount}`],
  leadsAlready: [
    "이미 최고 응찰 중입니다. 자동 응찰로 한도를 올려 둘 수 있습니다.",
    "You lead already. You can raise your limit with a maximum bid.",
  ],
  toMinimum: ["최소 금액으로", "Use the minimum"],
  step: [(n, by) => `+${n}호가 (${by})`, (n, by) => `+${n} step${n > 1 ? "s" : ""} (${by})`],
  stepShort: [(n) => `+${n}호가`, (n) => `+${n}`],
  bidButton: [(amount) => `${amount} 응찰하기`, (amount) => `Bid ${amount}`],
  maximumButton: [(amount) => `${amount}까지 자동 응찰`, (amount) => `Bid up to ${amount}`],
  nextIncrement: [(amount) => `호가 단위 ${amount}`, (amount) => `Increment ${amount}`],
  belowMinimum: [
    (amount) => `최소 ${amount}부터 응찰할 수 있습니다.`,
    (amount) => `The least you can bid is ${amount}.`,
  ],
  notAnAmount: [
    "금액을 숫자로 적어 주십시오. 예: 1,250,000 또는 125만",
    "Please enter an amount, such as 1,250,000",
  ],
  barLoading: ["경매방에 들어가는 중입니다", "Entering the room"],
  barClosed: ["마감된 경매입니다", "This lot is closed"],
  barLogin: ["로그인하고 응찰하기", "Sign in to bid"],
  barLine: ["다시 연결되면 응찰할 수 있습니다", "You can bid once the connection is back"],
  barScheduled: ["시작되면 응찰할 수 있습니다", "You can bid once the lot opens"],
  barPaused: ["일시 정지 중에는 응찰을 받지 않습니다", "No bids are taken while paused"],

  // confirmation
  confirmTitle: ["금액을 확인해 주십시오", "Please check the amount"],
  confirmJump: [
    (amount) => `현재가보다 열 호가 넘게 높은 금액입니다. ${amount}에 응찰하시겠습니까?`,
    (amount) => `This is more than ten increments above the price. Bid ${amount}?`,
  ],
  confirmMaximum: [
    (amount) => `현재가보다 열 호가 넘게 높은 한도입니다. ${amount}까지 대신 응찰해도 되겠습니까?`,
    (amount) => `This is more than ten increments above the price. Bid for you up to ${amount}?`,
  ],
  confirmMoved: [
    (amount) => `누르시는 순간 최소 금액이 올랐습니다. ${amount}에 응찰하시겠습니까?`,
    (amount) => `The minimum rose just as you pressed. Bid ${amount}?`,
  ],
  confirmYes: [(amount) => `${amount} 응찰`, (amount) => `Bid ${amount}`],
  confirmYesMaximum: [(amount) => `${amount}까지 응찰`, (amount) => `Bid up to ${amount}`],

  // what became of a bid
  stepsent: ["보냈습니다. 답을 기다립니다", "Sent, waiting for the answer"],
  stepresent: ["같은 번호로 다시 보냈습니다", "Sent again with the same id"],
  steppending: ["접수되었습니다. 결정을 기다립니다", "Received, waiting for the decision"],
  stepheld: ["연결되는 대로 보냅니다", "Will be sent once connected"],
  saidleading: ["최고 응찰이 되었습니다", "Your bid leads"],
  saidoutbid: ["더 높은 자동 응찰이 있어 바로 밀렸습니다", "A higher maximum outbid you at once"],
  saidrefused: ["받아들여지지 않았습니다", "Not accepted"],
  saidmaximum: ["자동 응찰 한도를 바꾸었습니다", "Your maximum was changed"],
  saidunchanged: ["한도가 그대로입니다", "Your maximum is as before"],
  saidunknown: [
    "결과를 확인하지 못했습니다. 내 응찰에서 다시 확인해 주십시오",
    "The result is not known. Please check under My bids",
  ],
  extended: [(at) => `마감이 ${at}로 늘어났습니다`, (at) => `Extended to ${at}`],
  receipt: ["영수 번호", "Receipt"],
  receiptHelp: ["이 응찰까지의 기록을 증명하는 번호입니다", "It proves the log up to this bid"],
  answers: ["응찰 결과", "Answers"],
  noAnswers: [
    "이 방에서 한 응찰의 결과가 여기에 남습니다.",
    "Answers to your bids in this room appear here.",
  ],

  // the log
  feed: ["진행 기록", "The room"],
  feedEmpty: ["첫 응찰을 기다리고 있습니다.", "Waiting for the first bid."],
  feedNone: ["응찰이 없었습니다.", "There were no bids."],
  feedLost: [
    "자리를 비우신 동안의 기록 일부는 여기에 없습니다. 현재가는 정확합니다.",
    "Part of what happened while you were away is not shown. The price is right.",
  ],
  self: ["본인", "You"],
  byMaximum: ["자동 응찰", "maximum bid"],
  beaten: ["자동 응찰에 밀림", "outbid at once"],
  voidedMark: ["취소됨", "voided"],
  evopened: ["경매방이 열렸습니다", "The room was set up"],
  evoutage: [(at) => `통신 장애로 마감을 ${at}로 미루었습니다`, (at) => `Outage: the close moved to ${at}`],
  evpaused: [(why) => `일시 정지: ${why}`, (why) => `Paused: ${why}`],
  evresumed: ["다시 시작합니다", "Resumed"],
  evask: [(amount) => `다음 호가는 ${amount}입니다`, (amount) => `Asking ${amount}`],
  evvoided: [(n, why) => `${n}번 응찰을 취소했습니다: ${why}`, (n, why) => `Bid ${n} voided: ${why}`],
  evreinstated: [(n, why) => `${n}번 응찰을 되살렸습니다: ${why}`, (n, why) => `Bid ${n} reinstated: ${why}`],
  evclosed: [(outcome) => `마감: ${outcome}`, (outcome) => `Closed: ${outcome}`],
  evreopened: [(why) => `다시 열었습니다: ${why}`, (why) => `Reopened: ${why}`],
  evapproved: [(n) => `패들 ${n}번이 등록되었습니다`, (n) => `Paddle ${n} registered`],
  chart: ["가격 흐름", "Price"],
  chartEmpty: ["응찰이 들어오면 가격이 그려집니다.", "The price is drawn once bids come in."],
  chartLabel: [
    (n, from, to) => `가격 그래프: 응찰 ${n}번, ${from}에서 ${to}까지`,
    (n, from, to) => `Price chart: ${n} points, from ${from} to ${to}`,
  ],

  // people and talk
  people: [(n) => `${n}명 참여 중`, (n) => (n === 1 ? "1 person here" : `${n} people here`)],
  chat: ["대화", "Chat"],
  chatEmpty: ["아직 오간 말이 없습니다.", "Nothing has been said yet."],
  chatPlaceholder: ["메시지를 적으십시오", "Write a message"],
  chatSend: ["보내기", "Send"],
  chatLogin: ["로그인하면 말할 수 있습니다.", "Sign in to talk."],
  notice: ["경매사 안내", "Auctioneer"],
  joinedRoom: [(who) => `${who} 님이 들어왔습니다`, (who) => `${who} joined`],
  leftRoom: [(who) => `${who} 님이 나갔습니다`, (who) => `${who} left`],

  // terms
  about: ["작품 정보", "About this lot"],
  terms: ["경매 조건", "Terms"],
  softClose: ["마감 연장", "Soft close"],
  softCloseText: [
    (window, by) => `마감 ${window}초 안의 응찰은 마감을 ${by}초 늘립니다`,
    (window, by) => `A bid in the last ${window} s extends the close by ${by} s`,
  ],
  increments: ["호가표", "Increments"],
  fromAmount: [(amount) => `${amount}부터`, (amount) => `from ${amount}`],
  modeTIMED: ["시간 마감", "Timed"],
  modeAUCTIONEER: ["경매사 진행", "Auctioneer"],
  saleMode: ["진행 방식", "Sale"],

  // my bids
  mineLead: [
    "지금까지의 응찰과 그 결과입니다. 영수증으로 기록을 확인할 수 있습니다.",
    "Your bids and what became of them. Receipts let you check the log.",
  ],
  mineBids: [(n) => `응찰 기록 ${n}건`, (n) => (n === 1 ? "1 bid" : `${n} bids`)],
  mineUnknown: [
    (n) => `결과를 듣지 못한 응찰이 ${n}건 있었습니다. 아래 기록에 없으면 응찰되지 않은 것입니다.`,
    (n) => `${n} of your bids went unanswered. What is not listed below was not placed.`,
  ],
  mineEmpty: ["아직 응찰하신 작품이 없습니다.", "You have not bid yet."],
  download: ["영수증 내려받기", "Download receipts"],
  when: ["시각", "Time"],
  what: ["응찰", "Bid"],
  result: ["결과", "Result"],
  upTo: [(amount) => `${amount}까지`, (amount) => `up to ${amount}`],

  // replay and proof
  toReplay: ["경매 다시 보기와 검증", "Replay and verify"],
  toRoom: ["경매방으로", "To the room"],
  replayTitle: ["다시 보기", "Replay"],
  replayPlay: ["재생", "Play"],
  replayStop: ["멈춤", "Pause"],
  replaySlider: ["기록의 위치", "Place in the log"],
  replayAt: [(n, all, at) => `${all}건 중 ${n}번째, ${at}`, (n, all, at) => `${n} of ${all}, ${at}`],
  replaySteps: ["기록", "The log"],
  replayEmpty: ["기록이 없습니다.", "There is nothing in the log."],
  replayStaff: ["진행자", "Staff"],
  replayClock: ["시계", "Clock"],
  replayBidder: [(n) => `응찰자 ${n}`, (n) => `Bidder ${n}`],
  optick: ["시간이 흐름", "time passed"],
  becameleading: ["최고가", "leads"],
  becameoutbid: ["바로 밀림", "outbid at once"],
  becamemaximum: ["한도 바뀜", "maximum set"],
  becameunchanged: ["그대로", "unchanged"],
  becamedone: ["실행됨", "done"],
  becameticked: ["확인", "noted"],
  becamerefused: ["거절", "refused"],
  becameAgain: ["다시 보낸 것", "sent again"],
  proofTitle: ["기록 검증", "Proof"],
  proofLead: [
    "각 결정의 영수 번호는 앞의 모든 기록에서 계산됩니다. 한 글자만 바뀌어도 그 뒤의 번호가 모두 달라집니다.",
    "Each receipt is computed from everything before it. Change one letter, and all later receipts differ.",
  ],
  proofCheck: ["이 브라우저에서 검증", "Verify in this browser"],
  proofDownload: ["기록 내려받기", "Download the log"],
  proofMore: ["결정까지 다시 계산하려면", "To compute the decisions too"],
  proofMoreText: [
    "내려받은 기록을 다음 명령으로 검증하면 모든 응찰을 규칙대로 다시 판정합니다.",
    "This command judges every bid of the downloaded log again by the rules.",
  ],
  proofHolds: [(n) => `${n}건의 기록이 모두 맞습니다`, (n) => `All ${n} entries hold`],
  verifyCut: ["기록이 온전하지 않습니다", "The log is not complete"],
  verifyMissing: [(at) => `${at}의 결정이 없습니다`, (at) => `The decision at ${at} is missing`],
  verifyDiffers: [(at) => `${at}에서 영수 번호가 다릅니다`, (at) => `The receipt at ${at} differs`],
  verifyEnd: ["마지막 영수 번호가 다릅니다", "The last receipt differs"],

  // sales
  sales: ["경매 일정", "Sales"],
  salesEmpty: ["예정된 경매가 없습니다.", "No sales are planned."],
  planSale: ["경매 기획", "Plan a sale"],
  lotCount: [(n) => `작품 ${n}점`, (n) => (n === 1 ? "1 lot" : `${n} lots`)],
  lotWord: ["번호", "Lot"],
  salePLANNED: ["예정", "Planned"],
  saleRUNNING: ["진행 중", "Running"],
  saleSTOPPED: ["멈춤", "Stopped"],
  saleDONE: ["종료", "Over"],
  saleStart: ["경매 시작", "Start the sale"],
  saleStop: ["다음 작품 멈춤", "Open no further lot"],
  saleTitle: ["경매 이름", "Name of the sale"],
  saleTitleEn: ["영문 이름", "Name in English"],
  saleLotS: ["작품당 시간 (초)", "Time a lot (seconds)"],
  saleGapS: ["작품 사이 (초)", "Between lots (seconds)"],
  saleEveryS: ["마감 간격 (초)", "Between closes (seconds)"],
  saleAdd: ["작품 추가", "Add a lot"],
  saleUp: ["위로", "Up"],
  saleDown: ["아래로", "Down"],
  saleRemove: ["빼기", "Remove"],
  modeCascade: ["시간 마감, 차례로", "Timed, one by one"],
  modeStaggered: ["시간 마감, 한꺼번에 열고 차례로 닫음", "Timed, closing one after another"],
  results: ["경매 결과", "Results"],
  resultsCsv: ["CSV 내려받기", "Download CSV"],
  resultsSum: [
    (sold, all, sum) => `${all}점 중 ${sold}점 낙찰, 낙찰 총액 ${sum}`,
    (sold, all, sum) => `${sold} of ${all} lots sold, ${sum} in all`,
  ],
  buyer: ["낙찰자", "Buyer"],
  print: ["인쇄", "Print"],

  // the catalogue
  editItem: ["작품 등록·수정", "Edit lots"],
  newItem: ["새 작품", "New lot"],
  itemTitle: ["제목", "Title"],
  itemTitleEn: ["영문 제목", "Title in English"],
  itemMaker: ["작가", "Maker"],
  itemLow: ["추정가 하한", "Low estimate"],
  itemHigh: ["추정가 상한", "High estimate"],
  itemText: ["설명", "Description"],
  itemPicture: ["그림 (SVG)", "Picture (SVG)"],
  itemSaved: ["저장했습니다.", "Saved."],
  save: ["저장", "Save"],

  // who may bid
  askToBid: ["응찰 승인 요청", "Ask to be approved"],
  askedToBid: ["요청했습니다. 승인을 기다려 주십시오.", "Asked. Please wait for approval."],
  paddle: [(n) => `패들 ${n}`, (n) => `Paddle ${n}`],
  registrationasked: ["승인 요청", "asks to bid"],
  registrationapproved: ["승인됨", "approved"],
  registrationblocked: ["차단됨", "blocked"],
  registrationnone: ["응찰함", "has bid"],

  // the rostrum
  deskLots: ["작품 순서", "Running order"],
  deskChoose: ["진행할 경매방을 고르십시오.", "Choose a room to run."],
  deskLeader: ["최고 응찰자", "Highest bidder"],
  deskSale: ["진행", "Selling"],
  deskCorrect: ["정정", "Correcting"],
  deskPeople: ["응찰자", "Bidders"],
  deskCommands: ["내린 지시", "Commands"],
  deskCommandsEmpty: ["지시와 그 결과가 여기에 남습니다.", "Commands and what became of them appear here."],
  deskSure: ["이대로 진행할까요?", "Please confirm"],
  deskYes: ["진행", "Go ahead"],
  deskHammer: [(amount) => `${amount}에 마감합니다.`, (amount) => `Close at ${amount}.`],
  deskHammerNone: ["응찰 없이 마감합니다.", "Close without a bid."],
  deskPass: ["유찰로 마감합니다.", "Close as passed."],
  deskVoid: [(n) => `${n}번 응찰을 취소합니다.`, (n) => `Void bid ${n}.`],
  deskWithdraw: ["이 작품의 출품을 취소합니다.", "Withdraw this lot."],
  deskReopen: ["마감된 경매를 다시 엽니다.", "Open the closed lot again."],
  deskWarn: [(n) => (n === 1 ? "한 번" : "두 번"), (n) => (n === 1 ? "Once" : "Twice")],
  deskPauseWhy: ["일시 정지 이유", "Reason for a pause"],
  deskPauseReason: ["진행자 요청", "At the auctioneer's request"],
  deskReason: ["이유 (기록에 남습니다)", "Reason (stands in the log)"],
  deskBid: ["응찰", "Bid"],
  deskBidder: ["응찰자", "Bidder"],
  deskLimit: ["한도", "Limit"],
  deskMinutes: ["몇 분 동안", "Minutes"],
  deskPaddle: ["패들 번호", "Paddle"],
  deskAsk: ["다음 호가", "Asking price"],
  openRoom: ["경매방 열기", "Open a room"],
  openItem: ["작품", "Lot"],
  openSeller: ["위탁자 아이디", "Seller's id"],
  openReserve: ["내정가 (비공개, 없으면 비움)", "Reserve (secret, may be empty)"],
  openDelay: ["몇 분 뒤 시작", "Opens in (minutes)"],
  openMinutes: ["진행 시간 (분)", "Lasts (minutes)"],
  openSoft: ["마감 연장 (초)", "Soft close (seconds)"],
  opopen: ["열기", "Open"],
  oppause: ["일시 정지", "Pause"],
  opresume: ["다시 시작", "Resume"],
  opwarn: ["마감 예고", "Fair warning"],
  ophammer: ["낙찰봉", "Hammer"],
  oppass: ["유찰", "Pass"],
  opask: ["호가 제시", "Ask"],
  opfloor: ["현장 응찰", "Floor bid"],
  opvoid: ["응찰 취소", "Void"],
  opreinstate: ["되살리기", "Reinstate"],
  opreopen: ["다시 열기", "Reopen"],
  opwithdraw: ["출품 취소", "Withdraw"],
  opapprove: ["승인", "Approve"],
  opblock: ["차단", "Block"],
  opunblock: ["차단 해제", "Unblock"],
  oplimit: ["한도 설정", "Set limit"],
  commandsent: ["보냄, 결정을 기다림", "sent, waiting"],
  commandresent: ["다시 보냄, 결정을 기다림", "sent again, waiting"],
  commandheld: ["연결을 기다림", "waiting for the connection"],
  commandpending: ["접수됨, 결정을 기다림", "received, waiting"],
  commanddone: ["실행됨", "done"],
  commandrefused: ["거절됨", "refused"],
  commandunknown: ["결과를 알 수 없음", "not known"],

  // login
  email: ["이메일", "E-mail"],
  password: ["비밀번호", "Password"],
  loginTitle: ["로그인", "Sign in"],
  loginLead: ["응찰하시려면 로그인해 주십시오.", "Please sign in to bid."],
  loginBusy: ["확인 중…", "Checking…"],
  staff: ["직원", "Staff"],
  registerTitle: ["회원 가입", "Register"],
  registerLead: ["이름은 응찰할 때 다른 참여자에게 보일 수 있습니다.", "Others may see your name when you bid."],
  name: ["이름", "Name"],
  newPassword: ["비밀번호 (8자 이상)", "Password (8 or more characters)"],
  toRegister: ["처음이신가요? 가입하기", "New here? Register"],
  toLogin: ["이미 가입하셨나요? 로그인", "Registered already? Sign in"],
};

const REASONS = {
  COMMAND_ID_REUSED: ["같은 번호의 다른 응찰이 있습니다.", "Another bid has this id."],
  NOT_ALLOWED: ["권한이 없습니다.", "You are not allowed to do this."],
  NO_SUCH_ROOM: ["경매방이 없습니다.", "There is no such room."],
  ALREADY_EXISTS: ["이미 있는 경매방입니다.", "This room exists already."],
  TERMS_INVALID: ["경매 조건이 올바르지 않습니다.", "The terms are not valid."],
  NOT_OPEN: ["아직 시작되지 않았습니다.", "The lot is not open yet."],
  CLOSED: ["이미 마감되었습니다.", "The lot is closed."],
  PAUSED: ["일시 정지 중입니다.", "The lot is paused."],
  EXPIRED: [
    "너무 늦게 도착해 받지 않았습니다. 응찰되지 않았습니다.",
    "It arrived too late and was not placed.",
  ],
  SELLER_CANNOT_BID: ["위탁자는 응찰할 수 없습니다.", "The seller may not bid."],
  BLOCKED: ["이 경매에 응찰할 수 없습니다.", "You may not bid on this lot."],
  NOT_APPROVED: ["응찰 승인이 필요합니다.", "You need to be approved to bid."],
  AMOUNT_INVALID: ["올바른 금액이 아닙니다.", "This is not a valid amount."],
  AMOUNT_TOO_LARGE: ["금액이 너무 큽니다.", "The amount is too large."],
  OVER_LIMIT: ["허용된 한도를 넘었습니다.", "It is above your limit."],
  ALREADY_LEADING: ["이미 최고 응찰 중입니다.", "You hold the highest bid already."],
  BELOW_MINIMUM: ["최소 금액보다 낮습니다.", "It is below the minimum."],
  BELOW_PRICE: ["현재가보다 낮게 정할 수 없습니다.", "It cannot be below the current price."],
  NOT_CLOSED: ["아직 마감되지 않았습니다.", "The lot is not closed."],
  INVALID_TIME: ["시각이 올바르지 않습니다.", "The time is not valid."],
  NO_SUCH_BID: ["그런 응찰이 없습니다.", "There is no such bid."],
  ALREADY_PAUSED: ["이미 일시 정지 중입니다.", "It is paused already."],
  NOT_PAUSED: ["일시 정지 중이 아닙니다.", "It is not paused."],
  WRONG_MODE: ["이 방식의 경매에서는 할 수 없습니다.", "Not possible in this kind of sale."],
  TOKEN_MISSING: ["로그인이 필요합니다.", "Please sign in."],
  TOKEN_INVALID: ["다시 로그인해 주십시오.", "Please sign in again."],
  TOKEN_EXPIRED: ["로그인 시간이 지났습니다. 다시 로그인해 주십시오.", "Your sign-in has expired."],
  USER_UNKNOWN: ["계정을 찾을 수 없습니다.", "The account was not found."],
  LOGIN_REQUIRED: ["로그인이 필요합니다.", "Please sign in."],
  LOGIN_ELSEWHERE: [
    "로그인과 가입은 다른 시스템에서 합니다. 그곳에서 로그인한 뒤 이 화면을 다시 여십시오.",
    "Another system runs the sign-in. Please sign in there and open this page again.",
  ],
  EMAIL_TAKEN: ["이미 가입한 이메일입니다.", "This e-mail address is registered already."],
  SALE_UNKNOWN: ["경매를 찾을 수 없습니다.", "The sale was not found."],
  NOT_FOUND: ["찾으시는 것이 없습니다.", "It was not found."],
  CHANGED_MEANWHILE: ["그 사이에 바뀌었습니다. 다시 불러 주십시오.", "It changed meanwhile. Please load it again."],
  NOT_YET: ["경매가 끝난 뒤에 볼 수 있습니다.", "It can be seen once the lot is closed."],
  TOO_LARGE: ["너무 큽니다.", "It is too large."],
  FAULT: ["처리 중 오류가 발생했습니다.", "Something went wrong."],
  TOKEN_AMBIGUOUS: ["다시 로그인해 주십시오.", "Please sign in again."],
  ORIGIN_FOREIGN: ["이 주소에서는 쓸 수 없습니다.", "Not possible from this address."],
  EVENT_UNKNOWN: ["서버가 모르는 요청입니다. 화면을 새로 고쳐 주십시오.", "Please reload the page."],
  LOGIN_WRONG: ["이메일 또는 비밀번호가 맞지 않습니다.", "E-mail or password is wrong."],
  ITEM_UNKNOWN: ["작품을 찾을 수 없습니다.", "The lot was not found."],
  ROOM_UNKNOWN: ["경매방을 찾을 수 없습니다.", "The room was not found."],
  NOT_JOINED: ["경매방에 다시 들어가 주십시오.", "Please enter the room again."],
  FORM_INVALID: ["입력 형식이 올바르지 않습니다.", "The form is not valid."],
  TOO_MANY_SOCKETS: ["열린 창이 너무 많습니다.", "Too many windows are open."],
  TOO_MANY_ROOMS: ["참가한 경매방이 너무 많습니다.", "You are in too many rooms."],
  RATE_LIMITED: ["너무 빠릅니다. 잠시 후 다시 해 주십시오.", "Too fast. Please wait a moment."],
  UNAVAILABLE: [
    "지금은 처리할 수 없습니다. 응찰되지 않았습니다.",
    "Not possible right now. Nothing was placed.",
  ],
  UNKNOWN: ["결과를 아직 알 수 없습니다.", "The result is not known yet."],
  DISCONNECTED: ["서버에 연결할 수 없습니다.", "The server cannot be reached."],
  NO_ANSWER: ["서버가 답하지 않습니다.", "The server does not answer."],
};

/** What would turn the direction of the line it stands in, or hide in it. */
const TURNING = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu;

/** People's words as one line of data. */
export const plain = (text) => String(text ?? "").replace(TURNING, " ").trim();

const column = (lang) => (lang === "en" ? 1 : 0);

/** The page's words in one language. */
export function words(lang) {
  const at = column(lang);
  const say = (key, ...about) => {
    const text = TEXTS[key][at];
    return typeof text === "function" ? text(...about) : text;
  };
  say.lang = lang;
  say.has = (key) => key in TEXTS;
  /** What the gateway calls a bidder; names are nobody's to translate, the house's own words are. */
  say.label = (label) => {
    if (lang !== "en") return label;
    const [, word, number] = /^(현장|패들|응찰자) ([0-9A-F]+)$/.exec(label) ?? [];
    return word ? `${{ 현장: "Floor", 패들: "Paddle", 응찰자: "Bidder" }[word]} ${number}` : label;
  };
  /** Why something was refused, by its code; a code that we do not know is shown as it is. */
  say.reason = (code) => REASONS[code]?.[at] ?? String(code ?? "");
  return say;
}

/** For the test that no text is missing. */
export const ALL_TEXTS = { ...TEXTS, ...REASONS };
