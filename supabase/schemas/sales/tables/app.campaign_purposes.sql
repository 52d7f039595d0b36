-- What a campaign is for. Reference data.
create table app.campaign_purposes (
  purpose text primary key,
  reason text not null references app.automation_reasons (reason) on delete restrict,
  needs_permission boolean not null,
  is_offer boolean not null,
  template_categories text[]
);

alter table app.campaign_purposes enable row level security;

create index campaign_purposes_reason on app.campaign_purposes (reason);

create policy select_nobody on app.campaign_purposes for select to authenticated using (false);

comment on table app.campaign_purposes is 'reason is what the one gate of automatic messages is given; needs_permission: only to people who said yes; is_offer: professions that may not advertise prices are asked; template_categories: which templates fit, NULL any.';
