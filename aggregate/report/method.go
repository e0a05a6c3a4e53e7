package report

// methodOfPay says how a median and its interval are made, and methodOfComparisons
// how figures are compared. Each rule ends with its source: a publication, or a
// test of this program that measures it on simulated markets.
var methodOfPay = []Fact{
	{
		"What is counted",
		"One job, once. An advert’s pay is the middle of its range of base pay; a job shown with several ranges " +
			"counts by the middle one, of several sources by the mean of theirs. Base, on-target and total pay are " +
			"never mixed, nor what adverts say with what workers report. These are conventions of ours; “How sure, " +
			"beyond chance” shows what other ways to count give.",
		"",
	},
	{
		"Whose jobs",
		"The headline is of open jobs that are full-time, and permanent or of a term that isn’t said. Internships, " +
			"part time, contracts and pay by the hour or day have rows of their own. Pay older than 12 months is " +
			"left out and counted. What is open is a stock, in which jobs that are hard to fill stand longer; the " +
			"median of all jobs of the last 12 months, closed ones too, stands beside it. Source: simulation " +
			"TestGrowthHoldsZero, in which jobs that pay more are filled sooner.",
		"",
	},
	{
		"Place",
		"A range belongs to the place that its words name. A city’s figures are of such ranges alone; a job that " +
			"has pay for other places only, or for none by name, is left out of them and counted.",
		"",
	},
	{
		"Employers",
		"An employer is one under all the names that something shows to be its own: a list of known names, an " +
			"advert that gives both, one board, names that differ in a legal form or the like, the same advert under " +
			"both. The database says which (the table employer_link). Names that are only likely one are left apart, " +
			"and grades go by the number of employers there would be with these as one.",
		"",
	},
	{
		"Median and quartiles",
		"Type 7, the usual one: between two values it interpolates. The median of an even number of jobs is the " +
			"mean of the middle two. Source: Hyndman and Fan (1996), Sample quantiles in statistical packages, The " +
			"American Statistician 50.",
		"",
	},
	{
		"Interval",
		"An interval of 95% for the median that allows for one employer posting many jobs from one band: a value is " +
			"left out when the share of jobs below it differs from a half by more than the variance between " +
			"employers explains, by Student’s t with one degree of freedom less than there are employers. An " +
			"interval that took each advert for independent would be far too narrow. It allows for another sample " +
			"of employers, not for those that don’t state pay, nor for an error in an advert. Sources: Woodruff " +
			"(1952), Confidence intervals for medians and other position measures, JASA 47; Francisco and Fuller " +
			"(1991), Quantile estimation with a complex survey design, Annals of Statistics 19; simulation " +
			"TestHeadlineIntervalCovers.",
		"",
	},
	{
		"Interval of the other percentiles",
		"Few employers have jobs in the top or bottom tenth, so the share of jobs below a value is held against " +
			"exact binomial limits, with the number of independent jobs that the variance between employers leaves. " +
			"The 10th and 90th percentile need twice as many employers as the median, the quartiles half as many " +
			"more. Sources: Korn and Graubard (1998), Confidence intervals for proportions with small expected " +
			"number of positive counts estimated from survey data, Survey Methodology 24; Clopper and Pearson " +
			"(1934), The use of confidence or fiducial limits illustrated in the case of the binomial, Biometrika " +
			"26; simulation TestTailIntervalCovers.",
		"",
	},
	{
		"Grades",
		"Good: enough employers, and the interval reaches at most a tenth of the median either way. Rough: fewer " +
			"employers or a wider interval. Too few to say: too few employers, one of them too large, or the " +
			"interval too wide; the evidence names the reason. The limits are those at which intervals that happen " +
			"to be narrow still hold the true median of a simulated market in at least nine cases of ten. Source: " +
			"simulation TestNarrowIntervalsCover.",
		"",
	},
	{
		"One end only",
		"“From” and “up to” adverts count as stating pay. Their other end is filled from the usual width of ranges " +
			"of the same role, country and currency; the notes say how many are, and the table of figures holds the " +
			"median of floors, of ceilings and of jobs that state both ends. Source: simulation TestOneSidedPay, in " +
			"which this errs least. The other reading, median_npmle, takes an end as a bound: Turnbull (1976), The " +
			"empirical distribution function with arbitrarily grouped, censored and truncated data, JRSS B 38.",
		"",
	},
	{
		"Pay that is not stated",
		"The lowest and the highest that the median of all jobs can be assume nothing of jobs that state no pay; " +
			"the milder row gives them the pay of the upper half of the others, for the case that those who pay more " +
			"say it less often. Source: Manski (1989), Anatomy of the selection problem, Journal of Human Resources 24.",
		"",
	},
	{
		"Weights of areas",
		"Where a survey of employers is held, our medians stand beside its medians of the occupation. The median by " +
			"people weighs the jobs of each metropolitan area by the people that the survey counts there, over the " +
			"areas in which our own median is printed; no other trait is weighed. Sources: Holt and Smith (1979), " +
			"Post stratification, JRSS A 142; BLS, Occupational Employment and Wage Statistics.",
		"",
	},
}

var methodOfComparisons = []Fact{
	{
		"Differences",
		"A difference of two medians has an interval of its own, from draws of the employers of both: what they " +
			"share cancels. A difference is called clear when the interval leaves out zero. The intervals of all " +
			"pairs that are compared hold at once, since it is the largest that is read; where there are such " +
			"comparisons in several roles, they are widened so that chance makes some pair of any role look " +
			"different in no more than one market of ten. Sources: Hesterberg (2015), What teachers should know " +
			"about the bootstrap, The American Statistician 69; Westfall and Young (1993), Resampling-based " +
			"multiple testing; Sidak (1967), Rectangular confidence regions for the means of multivariate normal " +
			"distributions, JASA 62; simulations TestDifferencesHoldTogether, TestFamiliesHoldTogether and " +
			"TestPlacesHoldTogether.",
		"",
	},
	{
		"Growth",
		"The median of three months against that of the three before, within each source, seniority and workplace, " +
			"of jobs as they came up, closed ones included; of the cells’ growths the median. What is still open of " +
			"an earlier month is what was hard to fill, so growth is never of that. Sources: Adrjan and Lydon " +
			"(2022), Wage growth in Europe: evidence from job ads, Central Bank of Ireland Economic Letter 7; " +
			"simulation TestGrowthHoldsZero.",
		"",
	},
	{
		"Premium of a skill",
		"A model of log pay with terms of role, seniority, place, source, month and each skill, and the employer as " +
			"a random effect. Errors are clustered by employer. Which skills are tested is decided by counts, " +
			"before pay is looked at; discoveries are chosen at a false discovery rate of 10%, and held against " +
			"made-up words that are as clumped by employer as real ones. Sources: Patterson and Thompson (1971), " +
			"Recovery of inter-block information when block sizes are unequal, Biometrika 58; Bell and McCaffrey " +
			"(2002), Bias reduction in standard errors for linear regression with multi-stage samples, Survey " +
			"Methodology 28; Pustejovsky and Tipton (2018), Small-sample methods for cluster-robust variance " +
			"estimation, Journal of Business & Economic Statistics 36; Benjamini and Hochberg (1995), Controlling " +
			"the false discovery rate, JRSS B 57; simulations TestSimulatedNothing and TestSimulatedEffects.",
		"",
	},
	{
		"Gaps between figures",
		"A step from our figure to a published one is estimated from pay that is held row by row: within groups in " +
			"which all else is alike, as far as the rows allow, one median is compared with the other, and the " +
			"groups are averaged. The step is assumed to be the same, in percent, wherever it is measured; its " +
			"evidence says where that was, and what could not be held alike. Steps are taken one after the other, " +
			"so a later step in money starts from the level reached by then. Intervals allow for another sample of " +
			"employers or persons, not for these assumptions. What no rows explain is named and stays in the rest.",
		"",
	},
	{"Currency", "Nothing is converted. A job stating pay in another currency is in another figure.", ""},
}
