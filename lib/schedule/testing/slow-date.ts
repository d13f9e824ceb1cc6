/** A day of the Gregorian calendar, by the rules one learns at school. */
export class SlowDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;

  constructor(year: number, month: number, day: number) {
    this.year = year;
    this.month = month;
    this.day = day;
  }

  get lastDay(): number {
    if ([4, 6, 9, 11].includes(this.month)) return 30;
    if (this.month !== 2) return 31;
    return (this.year % 4 === 0 && this.year % 100 !== 0) || this.year % 400 === 0 ? 29 : 28;
  }

  /** Sunday is 0. Zeller's congruence, whose Saturday is 0. */
  get weekday(): number {
    const [year, month] =
      this.month < 3 ? [this.year - 1, this.month + 12] : [this.year, this.month];
    const leaps = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
    return (this.day + Math.floor((13 * (month + 1)) / 5) + year + leaps + 6) % 7;
  }

  /** Saturday goes back to Friday and Sunday on to Monday, unless that is another month. */
  nearestWeekday(day: number): number {
    const { weekday } = new SlowDate(this.year, this.month, day);
    if (weekday === 6) return day === 1 ? 3 : day - 1;
    if (weekday === 0) return day === this.lastDay ? day - 2 : day + 1;
    return day;
  }
}
