insert into app.cancelled_functions (name) values
  -- taking the data along
  ('public.request_export'), ('public.cancel_export'), ('app.open_export'),
  -- reads that are noted
  ('public.list_record_entries'), ('public.get_record_entry'), ('public.get_record_entry_version'), ('public.list_private_notes'),
  ('public.export_patient_record'), ('public.open_record_break_glass'), ('public.export_receita_saude'),
  -- closing doors, and coming back
  ('public.restore_tenant'), ('public.cancel_tenant'), ('public.revoke_api_key'), ('public.set_webhook_active'), ('public.delete_webhook_endpoint'),
  ('public.remove_member'), ('public.leave_tenant'), ('public.set_member_role'), ('public.revoke_invitation'), ('public.unsubscribe_push'),
  ('public.mark_notifications_read'), ('app.deactivate_channel'), ('public.disconnect_pix_account')
on conflict (name) do nothing;
