-- A withheld figure has no value and no interval. The share of jobs that state
-- pay is of adverts; what people, filings and tables say is pay by itself.
UPDATE figure SET value = NULL, ci_low = NULL, ci_high = NULL WHERE grade = 'withheld';
UPDATE figure SET disclosure = NULL WHERE side <> 'posted' OR measure = 'level' AND population = '';
