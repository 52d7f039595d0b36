create function app.tg_intake_submissions__publish()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.publish_event(new.tenant_id, 'intake.submitted', jsonb_build_object('submission_id', new.id));
  return null;
end;
$$;
revoke execute on function app.tg_intake_submissions__publish() from public, anon, authenticated;
