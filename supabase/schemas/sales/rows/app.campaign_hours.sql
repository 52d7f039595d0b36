-- Monday to Friday 9 to 20, Saturday 9 to 14 (SP Lei 13.226/2008 and 17.334/2021 ask for decent hours of whoever may call at all)
insert into app.campaign_hours (weekday, opens, closes) values
  (1, '09:00', '20:00'), (2, '09:00', '20:00'), (3, '09:00', '20:00'), (4, '09:00', '20:00'), (5, '09:00', '20:00'), (6, '09:00', '14:00')
on conflict (weekday) do update set opens = excluded.opens, closes = excluded.closes;
