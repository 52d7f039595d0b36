create function app.unsent_workflow_step(p_text text, p_code text)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  -- what the clinic can put right is tried again from here
  select jsonb_build_object('state', case when p_code in ('insufficient_credits', 'credits_kept_for_reminders', 'no_active_channel',
    'channel_disconnected', 'template_not_found', 'template_not_approved') then 'failed' else 'skipped' end,
    'branch', 'not_answered', 'result', jsonb_build_object('text', p_text, 'code', p_code));
$$;
comment on function app.unsent_workflow_step(text, text) is
  'What becomes of a step whose message was not sent, as do_workflow_step answers it.';
revoke execute on function app.unsent_workflow_step(text, text) from public, anon, authenticated;
