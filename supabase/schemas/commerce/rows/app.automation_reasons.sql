-- what was bought and paid for has to be known
insert into app.automation_reasons (reason, purpose, priority) values ('order_paid', 'service', 90)
on conflict (reason) do update set purpose = excluded.purpose, priority = excluded.priority;
