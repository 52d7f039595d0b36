insert into app.campaign_purposes (purpose, reason, needs_permission, is_offer, template_categories) values
  ('marketing', 'campaign', true, true, null), ('notice', 'campaign_notice', false, false, '{utility}')
on conflict (purpose) do update set reason = excluded.reason, needs_permission = excluded.needs_permission,
  is_offer = excluded.is_offer, template_categories = excluded.template_categories;
