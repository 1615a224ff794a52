-- Where no zone was given, plans named the offset of UTC, and now its name: that is no other schedule.
UPDATE digest SET plan = SUBSTRING(plan FROM 1 FOR CHAR_LENGTH(plan) - 1) || 'UTC' WHERE plan LIKE '% Z';
