"""The days of the sample's half year, told from its today: so the demo looks alive whenever it is started."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.rules.calendar import Holidays, Month, Quarter, next_workday, previous_workday, workday_on_or_after

HALF_A_YEAR = 5  # whole months before the present one
_MORNING = time(9, 30)


@dataclass(frozen=True)
class Days:
    """Moments as people name them; all fall on workdays."""

    today: date
    holidays: Holidays
    zone: ZoneInfo

    @property
    def now(self) -> datetime:
        """When the demo begins: an hour at which the bot may speak."""
        return self._moment(self.today, _MORNING)

    @property
    def first(self) -> date:
        """The branch's first day with the bot."""
        return workday_on_or_after(self.month(HALF_A_YEAR).first_day(), self.holidays)

    @property
    def founding(self) -> datetime:
        """The hour in which the roster is imported."""
        return self._moment(self.first, _MORNING)

    def month(self, back: int) -> Month:
        """The month so many before the present one."""
        return Month.of(self.today).plus(-back)

    def of(self, back: int, day: int, clock: str, later: int = 0) -> datetime:
        """That day of an earlier month, or the next workday; and so many workdays ``later``."""
        return self.after(workday_on_or_after(self.month(back).day(day), self.holidays), later, clock)

    def at(self, workdays: int, clock: str) -> datetime:
        """So many workdays from today on; negative: before it."""
        return self.after(self.today, workdays, clock)

    def after(self, day: date, workdays: int, clock: str) -> datetime:
        """So many workdays after a day; negative: before it."""
        for _ in range(abs(workdays)):
            day = next_workday(day, self.holidays) if workdays > 0 else previous_workday(day, self.holidays)
        return self._moment(day, time.fromisoformat(clock))

    @property
    def last_quarter(self) -> tuple[int, int, int]:
        """How many months back the months of the quarter before the present one are."""
        since = self.today.month - Quarter.of(self.today).first_day().month
        return since + 3, since + 2, since + 1

    def _moment(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, self.zone)
