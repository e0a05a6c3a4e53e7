-- What the measures of the table figure are, with those of cities and of the
-- steps between figures.
UPDATE dictionary SET meaning = 'level, premium, difference, growth, demand, share, step (on the way to somebody else''s figure), or city (what the place of a median takes of it)'
 WHERE table_name = 'figure' AND column_name = 'measure';
UPDATE dictionary SET meaning = meaning || '. Of a city: federal_tax, payroll_tax, state_tax, after_tax, rent_month (of a month), rent (twelve), asking_rent (of a month; counted in nothing), price_level (in percent of the country''s), left (after tax and rent), left_minus:PLACE'
 WHERE table_name = 'figure' AND column_name = 'statistic';
