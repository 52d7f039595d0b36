// Generated from supabase/migrations by `npm run generate`. Do not edit.

export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

export type Database = {
  app: {
    Tables: {
      agenda_feeds: {
        Row: {
          created_at: string
          read_at: string | null
          tenant_id: string
          token_hash: string
          user_id: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          read_at?: string | null
          tenant_id: string
          token_hash: string
          user_id: string
        }
        Update: {
          created_at?: string
          read_at?: string | null
          tenant_id?: string
          token_hash?: string
          user_id?: string
        }
        Relationships: []
      }
      ai_answers: {
        Row: {
          answer: NonNullable<Json>
          expires_at: string
          question: string
          tenant_id: string
          version: number
        }
        ComputedFields: never
        Insert: {
          answer: NonNullable<Json>
          expires_at: string
          question: string
          tenant_id: string
          version: number
        }
        Update: {
          answer?: NonNullable<Json>
          expires_at?: string
          question?: string
          tenant_id?: string
          version?: number
        }
        Relationships: []
      }
      ai_bars: {
        Row: {
          at_least: number
          figure: string
          where_measurable: boolean
        }
        ComputedFields: never
        Insert: {
          at_least: number
          figure: string
          where_measurable?: boolean
        }
        Update: {
          at_least?: number
          figure?: string
          where_measurable?: boolean
        }
        Relationships: []
      }
      ai_handoff_reasons: {
        Row: {
          is_urgent: boolean
          numbers: string | null
          reason: string
          text: string
          title: string
        }
        ComputedFields: never
        Insert: {
          is_urgent?: boolean
          numbers?: string | null
          reason: string
          text: string
          title: string
        }
        Update: {
          is_urgent?: boolean
          numbers?: string | null
          reason?: string
          text?: string
          title?: string
        }
        Relationships: []
      }
      ai_standard_cases: {
        Row: {
          expected: NonNullable<Json>
          is_attack: boolean
          key: string
          position: number
          text: string
        }
        ComputedFields: never
        Insert: {
          expected: NonNullable<Json>
          is_attack?: boolean
          key: string
          position: number
          text: string
        }
        Update: {
          expected?: NonNullable<Json>
          is_attack?: boolean
          key?: string
          position?: number
          text?: string
        }
        Relationships: []
      }
      ai_tools: {
        Row: {
          confirms: boolean
          description: string
          function: string
          is_effect: boolean
          name: string
          needs_module: string | null
          needs_patient: boolean
          parameters: NonNullable<Json>
          position: number
          key_tool_parameters: Json | null
        }
        ComputedFields: 'key_tool_parameters'
        Insert: {
          confirms?: boolean
          description: string
          function: string
          is_effect?: boolean
          name: string
          needs_module?: string | null
          needs_patient?: boolean
          parameters: NonNullable<Json>
          position: number
        }
        Update: {
          confirms?: boolean
          description?: string
          function?: string
          is_effect?: boolean
          name?: string
          needs_module?: string | null
          needs_patient?: boolean
          parameters?: NonNullable<Json>
          position?: number
        }
        Relationships: []
      }
      alert_kinds: {
        Row: {
          highest: number | null
          is_urgent: boolean
          kind: string
          lowest: number | null
          position: number
          threshold: number | null
          unit: string | null
        }
        ComputedFields: never
        Insert: {
          highest?: number | null
          is_urgent?: boolean
          kind: string
          lowest?: number | null
          position?: number
          threshold?: number | null
          unit?: string | null
        }
        Update: {
          highest?: number | null
          is_urgent?: boolean
          kind?: string
          lowest?: number | null
          position?: number
          threshold?: number | null
          unit?: string | null
        }
        Relationships: []
      }
      api_key_routes: {
        Row: {
          key_hash: string
          key_id: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          key_hash: string
          key_id: string
          tenant_id: string
        }
        Update: {
          key_hash?: string
          key_id?: string
          tenant_id?: string
        }
        Relationships: []
      }
      api_operations: {
        Row: {
          function: string
          is_write: boolean
          key: string
          protocol: string
          scope: string | null
        }
        ComputedFields: never
        Insert: {
          function: string
          is_write?: boolean
          key: string
          protocol?: string
          scope?: string | null
        }
        Update: {
          function?: string
          is_write?: boolean
          key?: string
          protocol?: string
          scope?: string | null
        }
        Relationships: []
      }
      api_requests: {
        Row: {
          answer: Json | null
          arguments_hash: string
          created_at: string
          idempotency_key: string
          key_id: string
          operation: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          answer?: Json | null
          arguments_hash: string
          created_at?: string
          idempotency_key: string
          key_id: string
          operation: string
          tenant_id: string
        }
        Update: {
          answer?: Json | null
          arguments_hash?: string
          created_at?: string
          idempotency_key?: string
          key_id?: string
          operation?: string
          tenant_id?: string
        }
        Relationships: []
      }
      asaas_events: {
        Row: {
          event_type: string
          id: string
          outcome: string
          payment_id: string | null
          purchase_id: string | null
          raw: NonNullable<Json>
          reason: string | null
          received_at: string
          reviewed_at: string | null
          reviewed_by: string | null
          tenant_id: string | null
        }
        ComputedFields: never
        Insert: {
          event_type: string
          id: string
          outcome?: string
          payment_id?: string | null
          purchase_id?: string | null
          raw: NonNullable<Json>
          reason?: string | null
          received_at?: string
          reviewed_at?: string | null
          reviewed_by?: string | null
          tenant_id?: string | null
        }
        Update: {
          event_type?: string
          id?: string
          outcome?: string
          payment_id?: string | null
          purchase_id?: string | null
          raw?: NonNullable<Json>
          reason?: string | null
          received_at?: string
          reviewed_at?: string | null
          reviewed_by?: string | null
          tenant_id?: string | null
        }
        Relationships: []
      }
      asaas_webhook: {
        Row: {
          checked_at: string | null
          detail: string | null
          is_interrupted: boolean
          only_row: boolean
        }
        ComputedFields: never
        Insert: {
          checked_at?: string | null
          detail?: string | null
          is_interrupted?: boolean
          only_row?: boolean
        }
        Update: {
          checked_at?: string | null
          detail?: string | null
          is_interrupted?: boolean
          only_row?: boolean
        }
        Relationships: []
      }
      assignment_turns: {
        Row: {
          is_paused: boolean
          last_turn_at: string | null
          position: number
          tenant_id: string
          user_id: string
        }
        ComputedFields: never
        Insert: {
          is_paused?: boolean
          last_turn_at?: string | null
          position?: number
          tenant_id: string
          user_id: string
        }
        Update: {
          is_paused?: boolean
          last_turn_at?: string | null
          position?: number
          tenant_id?: string
          user_id?: string
        }
        Relationships: []
      }
      audit_actions: {
        Row: {
          area: string
          key: string
          severity: string
        }
        ComputedFields: never
        Insert: {
          area: string
          key: string
          severity: string
        }
        Update: {
          area?: string
          key?: string
          severity?: string
        }
        Relationships: []
      }
      audit_chains: {
        Row: {
          anchor_hash: string
          anchor_seq: number
          checked_at: string | null
          checked_seq: number | null
          fault: string | null
          fault_seq: number | null
          head_hash: string
          head_seq: number
          keep_months: number
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          anchor_hash?: string
          anchor_seq?: number
          checked_at?: string | null
          checked_seq?: number | null
          fault?: string | null
          fault_seq?: number | null
          head_hash?: string
          head_seq?: number
          keep_months?: number
          tenant_id: string
        }
        Update: {
          anchor_hash?: string
          anchor_seq?: number
          checked_at?: string | null
          checked_seq?: number | null
          fault?: string | null
          fault_seq?: number | null
          head_hash?: string
          head_seq?: number
          keep_months?: number
          tenant_id?: string
        }
        Relationships: []
      }
      audited_tables: {
        Row: {
          entity: string
          key_column: string
          label_column: string | null
          left_out: string[]
          masked: string[]
          name: string
        }
        ComputedFields: never
        Insert: {
          entity: string
          key_column?: string
          label_column?: string | null
          left_out?: string[]
          masked?: string[]
          name: string
        }
        Update: {
          entity?: string
          key_column?: string
          label_column?: string | null
          left_out?: string[]
          masked?: string[]
          name?: string
        }
        Relationships: []
      }
      automation_reasons: {
        Row: {
          priority: number
          purpose: string
          reason: string
        }
        ComputedFields: never
        Insert: {
          priority?: number
          purpose: string
          reason: string
        }
        Update: {
          priority?: number
          purpose?: string
          reason?: string
        }
        Relationships: []
      }
      backlog_days: {
        Row: {
          day: string
          open: number
          tenant_id: string
          waiting: number
        }
        ComputedFields: never
        Insert: {
          day: string
          open: number
          tenant_id: string
          waiting: number
        }
        Update: {
          day?: string
          open?: number
          tenant_id?: string
          waiting?: number
        }
        Relationships: []
      }
      book_checks: {
        Row: {
          checked_at: string
          faults: NonNullable<Json>
          id: number
        }
        ComputedFields: never
        Insert: {
          checked_at?: string
          faults: NonNullable<Json>
          id?: never
        }
        Update: {
          checked_at?: string
          faults?: NonNullable<Json>
          id?: never
        }
        Relationships: []
      }
      booking_routes: {
        Row: {
          booking_id: string | null
          key_hash: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          booking_id?: string | null
          key_hash: string
          tenant_id: string
        }
        Update: {
          booking_id?: string | null
          key_hash?: string
          tenant_id?: string
        }
        Relationships: []
      }
      campaign_channels: {
        Row: {
          kind: string
          most_per_minute: number
          needs_switch: boolean
          needs_template: boolean
        }
        ComputedFields: never
        Insert: {
          kind: string
          most_per_minute: number
          needs_switch: boolean
          needs_template: boolean
        }
        Update: {
          kind?: string
          most_per_minute?: number
          needs_switch?: boolean
          needs_template?: boolean
        }
        Relationships: []
      }
      campaign_hours: {
        Row: {
          closes: string
          opens: string
          weekday: number
        }
        ComputedFields: never
        Insert: {
          closes: string
          opens: string
          weekday: number
        }
        Update: {
          closes?: string
          opens?: string
          weekday?: number
        }
        Relationships: []
      }
      campaign_purposes: {
        Row: {
          is_offer: boolean
          needs_permission: boolean
          purpose: string
          reason: string
          template_categories: string[] | null
        }
        ComputedFields: never
        Insert: {
          is_offer: boolean
          needs_permission: boolean
          purpose: string
          reason: string
          template_categories?: string[] | null
        }
        Update: {
          is_offer?: boolean
          needs_permission?: boolean
          purpose?: string
          reason?: string
          template_categories?: string[] | null
        }
        Relationships: [
          {
            foreignKeyName: 'campaign_purposes_reason_fkey'
            columns: ['reason']
            isOneToOne: false
            referencedRelation: 'automation_reasons'
            referencedColumns: ['reason']
          },
        ]
      }
      cancelled_functions: {
        Row: {
          name: string
        }
        ComputedFields: never
        Insert: {
          name: string
        }
        Update: {
          name?: string
        }
        Relationships: []
      }
      channel_routes: {
        Row: {
          channel_id: string
          claimed_at: string
          identity: string
          kind: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          channel_id: string
          claimed_at?: string
          identity: string
          kind: string
          tenant_id: string
        }
        Update: {
          channel_id?: string
          claimed_at?: string
          identity?: string
          kind?: string
          tenant_id?: string
        }
        Relationships: []
      }
      clinic_day_marks: {
        Row: {
          from_day: string
          id: number
          tenant_id: string
          therapist_id: string | null
          until_day: string
        }
        ComputedFields: never
        Insert: {
          from_day: string
          id?: number
          tenant_id: string
          therapist_id?: string | null
          until_day: string
        }
        Update: {
          from_day?: string
          id?: number
          tenant_id?: string
          therapist_id?: string | null
          until_day?: string
        }
        Relationships: []
      }
      clinic_day_states: {
        Row: {
          counted_until: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          counted_until: string
          tenant_id: string
        }
        Update: {
          counted_until?: string
          tenant_id?: string
        }
        Relationships: []
      }
      clinic_day_summaries: {
        Row: {
          booked_minutes: number
          cancelled_early: number
          cancelled_late: number
          charged_cents: number
          day: string
          drop_outs: number
          excused: number
          held: number
          missed: number
          new_patients: number
          offered_minutes: number
          open_cents: number
          received_cents: number
          tenant_id: string
          therapist_id: string
        }
        ComputedFields: never
        Insert: {
          booked_minutes?: number
          cancelled_early?: number
          cancelled_late?: number
          charged_cents?: number
          day: string
          drop_outs?: number
          excused?: number
          held?: number
          missed?: number
          new_patients?: number
          offered_minutes?: number
          open_cents?: number
          received_cents?: number
          tenant_id: string
          therapist_id: string
        }
        Update: {
          booked_minutes?: number
          cancelled_early?: number
          cancelled_late?: number
          charged_cents?: number
          day?: string
          drop_outs?: number
          excused?: number
          held?: number
          missed?: number
          new_patients?: number
          offered_minutes?: number
          open_cents?: number
          received_cents?: number
          tenant_id?: string
          therapist_id?: string
        }
        Relationships: []
      }
      clinic_export_tables: {
        Row: {
          is_of_clinic: boolean
          name: string
          own_condition: string | null
          position: number
          record_column: string | null
        }
        ComputedFields: never
        Insert: {
          is_of_clinic?: boolean
          name: string
          own_condition?: string | null
          position: number
          record_column?: string | null
        }
        Update: {
          is_of_clinic?: boolean
          name?: string
          own_condition?: string | null
          position?: number
          record_column?: string | null
        }
        Relationships: []
      }
      contact_pictures: {
        Row: {
          checked_at: string | null
          file_id: string | null
          provider_key: string | null
          tenant_id: string
          thread_id: string
        }
        ComputedFields: never
        Insert: {
          checked_at?: string | null
          file_id?: string | null
          provider_key?: string | null
          tenant_id: string
          thread_id: string
        }
        Update: {
          checked_at?: string | null
          file_id?: string | null
          provider_key?: string | null
          tenant_id?: string
          thread_id?: string
        }
        Relationships: []
      }
      conversation_events: {
        Row: {
          actor_id: string | null
          assignee_id: string | null
          created_at: string
          id: string
          kind: string
          name: string | null
          occurred_at: string
          tenant_id: string
          thread_id: string
          until: string | null
          event_payload: Json | null
        }
        ComputedFields: 'event_payload'
        Insert: {
          actor_id?: string | null
          assignee_id?: string | null
          created_at?: string
          id?: string
          kind: string
          name?: string | null
          occurred_at?: string
          tenant_id: string
          thread_id: string
          until?: string | null
        }
        Update: {
          actor_id?: string | null
          assignee_id?: string | null
          created_at?: string
          id?: string
          kind?: string
          name?: string | null
          occurred_at?: string
          tenant_id?: string
          thread_id?: string
          until?: string | null
        }
        Relationships: []
      }
      conversation_note_edits: {
        Row: {
          body: string
          id: string
          note_id: string
          replaced_at: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          body: string
          id?: string
          note_id: string
          replaced_at?: string
          tenant_id: string
        }
        Update: {
          body?: string
          id?: string
          note_id?: string
          replaced_at?: string
          tenant_id?: string
        }
        Relationships: []
      }
      credit_holds: {
        Row: {
          created_at: string
          credits: number
          id: string
          released_at: string | null
          settled_credits: number | null
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          credits: number
          id: string
          released_at?: string | null
          settled_credits?: number | null
          tenant_id: string
        }
        Update: {
          created_at?: string
          credits?: number
          id?: string
          released_at?: string | null
          settled_credits?: number | null
          tenant_id?: string
        }
        Relationships: []
      }
      credit_package_changes: {
        Row: {
          after: Json | null
          before: Json | null
          changed_at: string
          changed_by: string | null
          id: number
          note: string | null
          package_id: string
        }
        ComputedFields: never
        Insert: {
          after?: Json | null
          before?: Json | null
          changed_at?: string
          changed_by?: string | null
          id?: never
          note?: string | null
          package_id: string
        }
        Update: {
          after?: Json | null
          before?: Json | null
          changed_at?: string
          changed_by?: string | null
          id?: never
          note?: string | null
          package_id?: string
        }
        Relationships: []
      }
      credit_references: {
        Row: {
          kind: string
          ledger: string
          reference: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          kind: string
          ledger: string
          reference: string
          tenant_id: string
        }
        Update: {
          kind?: string
          ledger?: string
          reference?: string
          tenant_id?: string
        }
        Relationships: []
      }
      credit_settlements: {
        Row: {
          conversation_message_id: string | null
          hold_id: string
          position: number
          refunded_at: string | null
          settled_at: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          conversation_message_id?: string | null
          hold_id: string
          position: number
          refunded_at?: string | null
          settled_at?: string
          tenant_id: string
        }
        Update: {
          conversation_message_id?: string | null
          hold_id?: string
          position?: number
          refunded_at?: string | null
          settled_at?: string
          tenant_id?: string
        }
        Relationships: []
      }
      default_document_templates: {
        Row: {
          body: string
          councils: string[]
          id: string
          kind: string
          position: number
          title: string
        }
        ComputedFields: never
        Insert: {
          body: string
          councils?: string[]
          id: string
          kind: string
          position: number
          title: string
        }
        Update: {
          body?: string
          councils?: string[]
          id?: string
          kind?: string
          position?: number
          title?: string
        }
        Relationships: []
      }
      default_processing_records: {
        Row: {
          countries: string
          data_kinds: string
          key: string
          legal_basis: string
          name: string
          people: string
          position: number
          purpose: string
          recipients: string
          retention: string
        }
        ComputedFields: never
        Insert: {
          countries: string
          data_kinds: string
          key: string
          legal_basis: string
          name: string
          people: string
          position: number
          purpose: string
          recipients: string
          retention: string
        }
        Update: {
          countries?: string
          data_kinds?: string
          key?: string
          legal_basis?: string
          name?: string
          people?: string
          position?: number
          purpose?: string
          recipients?: string
          retention?: string
        }
        Relationships: []
      }
      dinamize_accounts: {
        Row: {
          client_code: string
          company_field: string | null
          connected_at: string
          connected_by: string | null
          creates_since: string | null
          cursor: Json | null
          full_pulled_on: string | null
          id: string
          is_pulling: boolean
          is_pushing: boolean
          last_pull: Json | null
          list_code: string
          list_name: string
          next_call_at: string
          paused_until: string | null
          phone_field: string | null
          pulled_at: string | null
          pulled_until: string | null
          refused_at: string | null
          tenant_id: string
          user_hint: string
          sync_place: string | null
        }
        ComputedFields: 'sync_place'
        Insert: {
          client_code: string
          company_field?: string | null
          connected_at?: string
          connected_by?: string | null
          creates_since?: string | null
          cursor?: Json | null
          full_pulled_on?: string | null
          id?: string
          is_pulling?: boolean
          is_pushing?: boolean
          last_pull?: Json | null
          list_code: string
          list_name: string
          next_call_at?: string
          paused_until?: string | null
          phone_field?: string | null
          pulled_at?: string | null
          pulled_until?: string | null
          refused_at?: string | null
          tenant_id: string
          user_hint: string
        }
        Update: {
          client_code?: string
          company_field?: string | null
          connected_at?: string
          connected_by?: string | null
          creates_since?: string | null
          cursor?: Json | null
          full_pulled_on?: string | null
          id?: string
          is_pulling?: boolean
          is_pushing?: boolean
          last_pull?: Json | null
          list_code?: string
          list_name?: string
          next_call_at?: string
          paused_until?: string | null
          phone_field?: string | null
          pulled_at?: string | null
          pulled_until?: string | null
          refused_at?: string | null
          tenant_id?: string
          user_hint?: string
        }
        Relationships: []
      }
      dismissed_setups: {
        Row: {
          dismissed_at: string
          tenant_id: string
          user_id: string
        }
        ComputedFields: never
        Insert: {
          dismissed_at?: string
          tenant_id: string
          user_id: string
        }
        Update: {
          dismissed_at?: string
          tenant_id?: string
          user_id?: string
        }
        Relationships: []
      }
      early_actions: {
        Row: {
          action: NonNullable<Json>
          channel_id: string
          created_at: string
          id: number
          provider_message_id: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          action: NonNullable<Json>
          channel_id: string
          created_at?: string
          id?: number
          provider_message_id: string
          tenant_id: string
        }
        Update: {
          action?: NonNullable<Json>
          channel_id?: string
          created_at?: string
          id?: number
          provider_message_id?: string
          tenant_id?: string
        }
        Relationships: []
      }
      event_subscribers: {
        Row: {
          event: string
          job_kind: string
          wanted_function: string | null
        }
        ComputedFields: never
        Insert: {
          event: string
          job_kind: string
          wanted_function?: string | null
        }
        Update: {
          event?: string
          job_kind?: string
          wanted_function?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'event_subscribers_job_kind_fkey'
            columns: ['job_kind']
            isOneToOne: false
            referencedRelation: 'job_kinds'
            referencedColumns: ['kind']
          },
        ]
      }
      export_files: {
        Row: {
          created_at: string
          export_id: string
          path: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          export_id: string
          path: string
          tenant_id: string
        }
        Update: {
          created_at?: string
          export_id?: string
          path?: string
          tenant_id?: string
        }
        Relationships: []
      }
      export_kinds: {
        Row: {
          check_function: string
          extension: string
          file_name: string
          key: string
          lifetime_hours: number
          roles: string[]
        }
        ComputedFields: never
        Insert: {
          check_function: string
          extension?: string
          file_name: string
          key: string
          lifetime_hours?: number
          roles: string[]
        }
        Update: {
          check_function?: string
          extension?: string
          file_name?: string
          key?: string
          lifetime_hours?: number
          roles?: string[]
        }
        Relationships: []
      }
      export_lists: {
        Row: {
          columns: NonNullable<Json>
          key: string
          page: string
        }
        ComputedFields: never
        Insert: {
          columns: NonNullable<Json>
          key: string
          page: string
        }
        Update: {
          columns?: NonNullable<Json>
          key?: string
          page?: string
        }
        Relationships: []
      }
      first_answers: {
        Row: {
          answered_at: string
          answered_by: string | null
          asked_at: string
          business_minutes: number
          tenant_id: string
          thread_id: string
        }
        ComputedFields: never
        Insert: {
          answered_at: string
          answered_by?: string | null
          asked_at: string
          business_minutes: number
          tenant_id: string
          thread_id: string
        }
        Update: {
          answered_at?: string
          answered_by?: string | null
          asked_at?: string
          business_minutes?: number
          tenant_id?: string
          thread_id?: string
        }
        Relationships: []
      }
      history_chats: {
        Row: {
          import_id: string
          name: string | null
          page: number
          place: number
          provider_address: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          import_id: string
          name?: string | null
          page?: number
          place: number
          provider_address: string
          tenant_id: string
        }
        Update: {
          import_id?: string
          name?: string | null
          page?: number
          place?: number
          provider_address?: string
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'history_chats_tenant_id_import_id_fkey'
            columns: ['tenant_id', 'import_id']
            isOneToOne: false
            referencedRelation: 'history_imports'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      history_imports: {
        Row: {
          channel_id: string
          chats_done: number
          chats_total: number | null
          created_at: string
          finished_at: string | null
          id: string
          last_error: string | null
          messages_refused: number
          messages_stored: number
          retry_at: string | null
          since: string
          state: string
          tenant_id: string
          until: string
          history_import_payload: Json | null
          next_history_step: Json | null
          publish_history_import: undefined | null
        }
        ComputedFields: 'history_import_payload' | 'next_history_step' | 'publish_history_import'
        Insert: {
          channel_id: string
          chats_done?: number
          chats_total?: number | null
          created_at?: string
          finished_at?: string | null
          id?: string
          last_error?: string | null
          messages_refused?: number
          messages_stored?: number
          retry_at?: string | null
          since: string
          state?: string
          tenant_id: string
          until: string
        }
        Update: {
          channel_id?: string
          chats_done?: number
          chats_total?: number | null
          created_at?: string
          finished_at?: string | null
          id?: string
          last_error?: string | null
          messages_refused?: number
          messages_stored?: number
          retry_at?: string | null
          since?: string
          state?: string
          tenant_id?: string
          until?: string
        }
        Relationships: []
      }
      import_kinds: {
        Row: {
          check_function: string | null
          columns: string[]
          entity: string
          key: string
          keys: string[]
          match_function: string
          module: string | null
          parts: string[]
          position: number
          reads: string[]
          roles: string[]
          table_name: string
          undo_function: string | null
          write_function: string
        }
        ComputedFields: never
        Insert: {
          check_function?: string | null
          columns: string[]
          entity: string
          key: string
          keys: string[]
          match_function: string
          module?: string | null
          parts?: string[]
          position: number
          reads?: string[]
          roles: string[]
          table_name: string
          undo_function?: string | null
          write_function: string
        }
        Update: {
          check_function?: string | null
          columns?: string[]
          entity?: string
          key?: string
          keys?: string[]
          match_function?: string
          module?: string | null
          parts?: string[]
          position?: number
          reads?: string[]
          roles?: string[]
          table_name?: string
          undo_function?: string | null
          write_function?: string
        }
        Relationships: []
      }
      import_records: {
        Row: {
          after: NonNullable<Json>
          before: NonNullable<Json>
          emails: string[]
          import_id: string
          is_main: boolean
          kept_because: string | null
          outcome: string
          phones: string[]
          record_id: string
          table_name: string
          tags: string[]
          tenant_id: string
          version: number | null
        }
        ComputedFields: never
        Insert: {
          after?: NonNullable<Json>
          before?: NonNullable<Json>
          emails?: string[]
          import_id: string
          is_main?: boolean
          kept_because?: string | null
          outcome: string
          phones?: string[]
          record_id: string
          table_name: string
          tags?: string[]
          tenant_id: string
          version?: number | null
        }
        Update: {
          after?: NonNullable<Json>
          before?: NonNullable<Json>
          emails?: string[]
          import_id?: string
          is_main?: boolean
          kept_because?: string | null
          outcome?: string
          phones?: string[]
          record_id?: string
          table_name?: string
          tags?: string[]
          tenant_id?: string
          version?: number | null
        }
        Relationships: []
      }
      intake_routes: {
        Row: {
          tenant_id: string
          token_hash: string
        }
        ComputedFields: never
        Insert: {
          tenant_id: string
          token_hash: string
        }
        Update: {
          tenant_id?: string
          token_hash?: string
        }
        Relationships: []
      }
      invitation_routes: {
        Row: {
          tenant_id: string
          token_hash: string
        }
        ComputedFields: never
        Insert: {
          tenant_id: string
          token_hash: string
        }
        Update: {
          tenant_id?: string
          token_hash?: string
        }
        Relationships: []
      }
      job_kinds: {
        Row: {
          backoff_base_seconds: number
          backoff_cap_seconds: number
          dead_function: string | null
          is_listed: boolean
          kind: string
          lease_seconds: number
          max_attempts: number
          open_function: string | null
          revive_function: string | null
          summary_function: string | null
        }
        ComputedFields: never
        Insert: {
          backoff_base_seconds?: number
          backoff_cap_seconds?: number
          dead_function?: string | null
          is_listed?: boolean
          kind: string
          lease_seconds?: number
          max_attempts?: number
          open_function?: string | null
          revive_function?: string | null
          summary_function?: string | null
        }
        Update: {
          backoff_base_seconds?: number
          backoff_cap_seconds?: number
          dead_function?: string | null
          is_listed?: boolean
          kind?: string
          lease_seconds?: number
          max_attempts?: number
          open_function?: string | null
          revive_function?: string | null
          summary_function?: string | null
        }
        Relationships: []
      }
      jobs: {
        Row: {
          attempts: number
          created_at: string
          dead_at: string | null
          dedupe_key: string | null
          finished_at: string | null
          id: number
          kind: string
          last_error: string | null
          lease_token: string | null
          leased_until: string | null
          line_no: number
          payload: NonNullable<Json>
          run_at: string
          tenant_id: string
          tried_since: string | null
          campaign_job_summary: string | null
          email_job_summary: string | null
          evaluation_summary: string | null
          give_up_campaign: undefined | null
          give_up_evaluation: undefined | null
          give_up_export: undefined | null
          give_up_history_import: undefined | null
          give_up_import: undefined | null
          give_up_indexing: undefined | null
          give_up_lead_push: undefined | null
          give_up_media: undefined | null
          give_up_order_invoice: undefined | null
          give_up_scheduled: undefined | null
          give_up_send: undefined | null
          give_up_service_invoice: undefined | null
          give_up_token_renewal: undefined | null
          give_up_turn: undefined | null
          give_up_webhook: undefined | null
          give_up_workflow_step: undefined | null
          import_summary: string | null
          indexing_summary: string | null
          job_summary: string | null
          lead_push_summary: string | null
          message_job_summary: string | null
          open_send: Json | null
        }
        ComputedFields:
          | 'campaign_job_summary'
          | 'email_job_summary'
          | 'evaluation_summary'
          | 'give_up_campaign'
          | 'give_up_evaluation'
          | 'give_up_export'
          | 'give_up_history_import'
          | 'give_up_import'
          | 'give_up_indexing'
          | 'give_up_lead_push'
          | 'give_up_media'
          | 'give_up_order_invoice'
          | 'give_up_scheduled'
          | 'give_up_send'
          | 'give_up_service_invoice'
          | 'give_up_token_renewal'
          | 'give_up_turn'
          | 'give_up_webhook'
          | 'give_up_workflow_step'
          | 'import_summary'
          | 'indexing_summary'
          | 'job_summary'
          | 'lead_push_summary'
          | 'message_job_summary'
          | 'open_send'
        Insert: {
          attempts?: number
          created_at?: string
          dead_at?: string | null
          dedupe_key?: string | null
          finished_at?: string | null
          id?: number
          kind: string
          last_error?: string | null
          lease_token?: string | null
          leased_until?: string | null
          line_no?: number
          payload: NonNullable<Json>
          run_at?: string
          tenant_id: string
          tried_since?: string | null
        }
        Update: {
          attempts?: number
          created_at?: string
          dead_at?: string | null
          dedupe_key?: string | null
          finished_at?: string | null
          id?: number
          kind?: string
          last_error?: string | null
          lease_token?: string | null
          leased_until?: string | null
          line_no?: number
          payload?: NonNullable<Json>
          run_at?: string
          tenant_id?: string
          tried_since?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'jobs_kind_fkey'
            columns: ['kind']
            isOneToOne: false
            referencedRelation: 'job_kinds'
            referencedColumns: ['kind']
          },
        ]
      }
      key_proposals: {
        Row: {
          arguments_hash: string
          created_at: string
          expires_at: string
          id: string
          key_id: string
          patient_id: string | null
          result: Json | null
          state: string
          tenant_id: string
          tool: string
        }
        ComputedFields: never
        Insert: {
          arguments_hash: string
          created_at?: string
          expires_at: string
          id?: string
          key_id: string
          patient_id?: string | null
          result?: Json | null
          state?: string
          tenant_id: string
          tool: string
        }
        Update: {
          arguments_hash?: string
          created_at?: string
          expires_at?: string
          id?: string
          key_id?: string
          patient_id?: string | null
          result?: Json | null
          state?: string
          tenant_id?: string
          tool?: string
        }
        Relationships: []
      }
      known_names: {
        Row: {
          address: string
          name: string
          name_source: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          address: string
          name: string
          name_source: string
          tenant_id: string
        }
        Update: {
          address?: string
          name?: string
          name_source?: string
          tenant_id?: string
        }
        Relationships: []
      }
      lead_form_routes: {
        Row: {
          form_id: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          form_id: string
          tenant_id: string
        }
        Update: {
          form_id?: string
          tenant_id?: string
        }
        Relationships: []
      }
      media_files: {
        Row: {
          bucket: string
          bytes: number
          copy_of: string | null
          created_at: string
          expires_at: string | null
          file_name: string | null
          folder: string | null
          height: number | null
          id: string
          kind: string
          mime_type: string
          path: string
          quick_reply_id: string | null
          seconds: number | null
          sha256: string | null
          state: string
          tenant_id: string
          uploaded_by: string | null
          width: number | null
        }
        ComputedFields: never
        Insert: {
          bucket?: string
          bytes: number
          copy_of?: string | null
          created_at?: string
          expires_at?: string | null
          file_name?: string | null
          folder?: string | null
          height?: number | null
          id?: string
          kind: string
          mime_type: string
          path: string
          quick_reply_id?: string | null
          seconds?: number | null
          sha256?: string | null
          state: string
          tenant_id: string
          uploaded_by?: string | null
          width?: number | null
        }
        Update: {
          bucket?: string
          bytes?: number
          copy_of?: string | null
          created_at?: string
          expires_at?: string | null
          file_name?: string | null
          folder?: string | null
          height?: number | null
          id?: string
          kind?: string
          mime_type?: string
          path?: string
          quick_reply_id?: string | null
          seconds?: number | null
          sha256?: string | null
          state?: string
          tenant_id?: string
          uploaded_by?: string | null
          width?: number | null
        }
        Relationships: []
      }
      message_words: {
        Row: {
          message_id: string
          occurred_at: string
          tenant_id: string
          words: unknown
        }
        ComputedFields: never
        Insert: {
          message_id: string
          occurred_at: string
          tenant_id: string
          words: unknown
        }
        Update: {
          message_id?: string
          occurred_at?: string
          tenant_id?: string
          words?: unknown
        }
        Relationships: []
      }
      messaging_tiers: {
        Row: {
          key: string
          people: number | null
        }
        ComputedFields: never
        Insert: {
          key: string
          people?: number | null
        }
        Update: {
          key?: string
          people?: number | null
        }
        Relationships: []
      }
      offer_councils: {
        Row: {
          council: string
          law: string
        }
        ComputedFields: never
        Insert: {
          council: string
          law: string
        }
        Update: {
          council?: string
          law?: string
        }
        Relationships: []
      }
      offer_words: {
        Row: {
          pattern: string
        }
        ComputedFields: never
        Insert: {
          pattern: string
        }
        Update: {
          pattern?: string
        }
        Relationships: []
      }
      offered_hours: {
        Row: {
          counted_from: string
          every_weeks: number
          from_time: string
          id: string
          tenant_id: string
          therapist_id: string
          until_time: string
          valid_from: string
          valid_until: string
          weekday: string
        }
        ComputedFields: never
        Insert: {
          counted_from: string
          every_weeks: number
          from_time: string
          id?: string
          tenant_id: string
          therapist_id: string
          until_time: string
          valid_from: string
          valid_until?: string
          weekday: string
        }
        Update: {
          counted_from?: string
          every_weeks?: number
          from_time?: string
          id?: string
          tenant_id?: string
          therapist_id?: string
          until_time?: string
          valid_from?: string
          valid_until?: string
          weekday?: string
        }
        Relationships: []
      }
      opt_words: {
        Row: {
          effect: string
          word: string
        }
        ComputedFields: never
        Insert: {
          effect: string
          word: string
        }
        Update: {
          effect?: string
          word?: string
        }
        Relationships: []
      }
      order_numbers: {
        Row: {
          last: number
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          last: number
          tenant_id: string
        }
        Update: {
          last?: number
          tenant_id?: string
        }
        Relationships: []
      }
      patient_merge_rows: {
        Row: {
          column_name: string
          copy: Json | null
          key: NonNullable<Json>
          merge_id: string
          n: number
          place: NonNullable<Json>
          table_name: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          column_name: string
          copy?: Json | null
          key: NonNullable<Json>
          merge_id: string
          n: number
          place?: NonNullable<Json>
          table_name: string
          tenant_id: string
        }
        Update: {
          column_name?: string
          copy?: Json | null
          key?: NonNullable<Json>
          merge_id?: string
          n?: number
          place?: NonNullable<Json>
          table_name?: string
          tenant_id?: string
        }
        Relationships: []
      }
      patient_references: {
        Row: {
          column_name: string
          demoted: Json | null
          is_counted: boolean
          keeps_copy: boolean
          moves: boolean
          place_columns: string[]
          set_column: string | null
          table_name: string
        }
        ComputedFields: never
        Insert: {
          column_name: string
          demoted?: Json | null
          is_counted?: boolean
          keeps_copy?: boolean
          moves?: boolean
          place_columns?: string[]
          set_column?: string | null
          table_name: string
        }
        Update: {
          column_name?: string
          demoted?: Json | null
          is_counted?: boolean
          keeps_copy?: boolean
          moves?: boolean
          place_columns?: string[]
          set_column?: string | null
          table_name?: string
        }
        Relationships: []
      }
      personal_data: {
        Row: {
          erased_at: number
          erased_rows: string | null
          erased_set: string | null
          erasure: string
          finder: string
          hidden: string[]
          open_rows: string | null
          position: number
          reader: string
          reason: string | null
          rule: string | null
          section: string | null
          sorted_by: string
          table_name: string
        }
        ComputedFields: never
        Insert: {
          erased_at?: number
          erased_rows?: string | null
          erased_set?: string | null
          erasure: string
          finder: string
          hidden?: string[]
          open_rows?: string | null
          position?: number
          reader?: string
          reason?: string | null
          rule?: string | null
          section?: string | null
          sorted_by?: string
          table_name: string
        }
        Update: {
          erased_at?: number
          erased_rows?: string | null
          erased_set?: string | null
          erasure?: string
          finder?: string
          hidden?: string[]
          open_rows?: string | null
          position?: number
          reader?: string
          reason?: string | null
          rule?: string | null
          section?: string | null
          sorted_by?: string
          table_name?: string
        }
        Relationships: [
          {
            foreignKeyName: 'personal_data_rule_fkey'
            columns: ['rule']
            isOneToOne: false
            referencedRelation: 'retention_rules'
            referencedColumns: ['key']
          },
        ]
      }
      pix_accounts: {
        Row: {
          connected_at: string
          connected_by: string | null
          disconnected_at: string | null
          environment: string
          id: string
          key_hint: string
          key_refused_at: string | null
          tenant_id: string
          webhook_sha256: string
        }
        ComputedFields: never
        Insert: {
          connected_at?: string
          connected_by?: string | null
          disconnected_at?: string | null
          environment: string
          id: string
          key_hint: string
          key_refused_at?: string | null
          tenant_id: string
          webhook_sha256: string
        }
        Update: {
          connected_at?: string
          connected_by?: string | null
          disconnected_at?: string | null
          environment?: string
          id?: string
          key_hint?: string
          key_refused_at?: string | null
          tenant_id?: string
          webhook_sha256?: string
        }
        Relationships: []
      }
      pix_charge_items: {
        Row: {
          amount_cents: number
          charge_id: string
          pix_charge_id: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          amount_cents: number
          charge_id: string
          pix_charge_id: string
          tenant_id: string
        }
        Update: {
          amount_cents?: number
          charge_id?: string
          pix_charge_id?: string
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'pix_charge_items_tenant_id_pix_charge_id_fkey'
            columns: ['tenant_id', 'pix_charge_id']
            isOneToOne: false
            referencedRelation: 'pix_charges'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      pix_charges: {
        Row: {
          account_id: string
          amount_cents: number
          asaas_customer_id: string | null
          asaas_payment_id: string | null
          cancel_asked_at: string | null
          charging_until: string | null
          closed_at: string | null
          code_ends_at: string | null
          copy_paste: string | null
          cpf_cnpj: string
          created_at: string
          created_by: string | null
          due_on: string
          id: string
          invoice_url: string | null
          paid_at: string | null
          payer_id: string
          sent_at: string | null
          status: string
          tenant_id: string
          is_stale_pix: boolean | null
          pix_json: Json | null
        }
        ComputedFields: 'is_stale_pix' | 'pix_json'
        Insert: {
          account_id: string
          amount_cents: number
          asaas_customer_id?: string | null
          asaas_payment_id?: string | null
          cancel_asked_at?: string | null
          charging_until?: string | null
          closed_at?: string | null
          code_ends_at?: string | null
          copy_paste?: string | null
          cpf_cnpj: string
          created_at?: string
          created_by?: string | null
          due_on: string
          id: string
          invoice_url?: string | null
          paid_at?: string | null
          payer_id: string
          sent_at?: string | null
          status?: string
          tenant_id: string
        }
        Update: {
          account_id?: string
          amount_cents?: number
          asaas_customer_id?: string | null
          asaas_payment_id?: string | null
          cancel_asked_at?: string | null
          charging_until?: string | null
          closed_at?: string | null
          code_ends_at?: string | null
          copy_paste?: string | null
          cpf_cnpj?: string
          created_at?: string
          created_by?: string | null
          due_on?: string
          id?: string
          invoice_url?: string | null
          paid_at?: string | null
          payer_id?: string
          sent_at?: string | null
          status?: string
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'pix_charges_tenant_id_account_id_fkey'
            columns: ['tenant_id', 'account_id']
            isOneToOne: false
            referencedRelation: 'pix_accounts'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      pix_events: {
        Row: {
          account_id: string
          asaas_payment_id: string | null
          event_type: string
          id: string
          outcome: string
          pix_charge_id: string | null
          raw: Json | null
          reason: string | null
          received_at: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          account_id: string
          asaas_payment_id?: string | null
          event_type: string
          id: string
          outcome?: string
          pix_charge_id?: string | null
          raw?: Json | null
          reason?: string | null
          received_at?: string
          tenant_id: string
        }
        Update: {
          account_id?: string
          asaas_payment_id?: string | null
          event_type?: string
          id?: string
          outcome?: string
          pix_charge_id?: string | null
          raw?: Json | null
          reason?: string | null
          received_at?: string
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'pix_events_tenant_id_account_id_fkey'
            columns: ['tenant_id', 'account_id']
            isOneToOne: false
            referencedRelation: 'pix_accounts'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      pix_payments: {
        Row: {
          asaas_payment_id: string
          entry_id: string
          pix_charge_id: string
          received_at: string
          taken_back_cents: number
          tenant_id: string
          told_at: string | null
        }
        ComputedFields: never
        Insert: {
          asaas_payment_id: string
          entry_id: string
          pix_charge_id: string
          received_at?: string
          taken_back_cents?: number
          tenant_id: string
          told_at?: string | null
        }
        Update: {
          asaas_payment_id?: string
          entry_id?: string
          pix_charge_id?: string
          received_at?: string
          taken_back_cents?: number
          tenant_id?: string
          told_at?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'pix_payments_tenant_id_pix_charge_id_fkey'
            columns: ['tenant_id', 'pix_charge_id']
            isOneToOne: false
            referencedRelation: 'pix_charges'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      purchase_routes: {
        Row: {
          identity: string
          kind: string
          purchase_id: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          identity: string
          kind: string
          purchase_id: string
          tenant_id: string
        }
        Update: {
          identity?: string
          kind?: string
          purchase_id?: string
          tenant_id?: string
        }
        Relationships: []
      }
      push_subscriptions: {
        Row: {
          auth: string
          created_at: string
          endpoint: string
          id: string
          p256dh: string
          session_id: string | null
          tenant_id: string
          user_id: string
        }
        ComputedFields: never
        Insert: {
          auth: string
          created_at?: string
          endpoint: string
          id?: string
          p256dh: string
          session_id?: string | null
          tenant_id: string
          user_id: string
        }
        Update: {
          auth?: string
          created_at?: string
          endpoint?: string
          id?: string
          p256dh?: string
          session_id?: string | null
          tenant_id?: string
          user_id?: string
        }
        Relationships: []
      }
      rate_counts: {
        Row: {
          began_at: string
          count: number
          key: string
        }
        ComputedFields: never
        Insert: {
          began_at?: string
          count?: number
          key: string
        }
        Update: {
          began_at?: string
          count?: number
          key?: string
        }
        Relationships: []
      }
      recovery_codes: {
        Row: {
          code_hash: string
          created_at: string
          used_at: string | null
          user_id: string
        }
        ComputedFields: never
        Insert: {
          code_hash: string
          created_at?: string
          used_at?: string | null
          user_id: string
        }
        Update: {
          code_hash?: string
          created_at?: string
          used_at?: string | null
          user_id?: string
        }
        Relationships: []
      }
      removed_clinics: {
        Row: {
          id: string
          removed_at: string
        }
        ComputedFields: never
        Insert: {
          id: string
          removed_at?: string
        }
        Update: {
          id?: string
          removed_at?: string
        }
        Relationships: []
      }
      report_changes: {
        Row: {
          channel_id: string
          day: string
          id: number
          measure: string
          number: number
          person_id: string
          slot: number
          tenant_id: string
          total: number
        }
        ComputedFields: never
        Insert: {
          channel_id: string
          day: string
          id?: number
          measure: string
          number: number
          person_id: string
          slot: number
          tenant_id: string
          total?: number
        }
        Update: {
          channel_id?: string
          day?: string
          id?: number
          measure?: string
          number?: number
          person_id?: string
          slot?: number
          tenant_id?: string
          total?: number
        }
        Relationships: []
      }
      report_days: {
        Row: {
          channel_id: string
          counts: number[]
          day: string
          measure: string
          number: number
          person_id: string
          tenant_id: string
          total: number
        }
        ComputedFields: never
        Insert: {
          channel_id: string
          counts: number[]
          day: string
          measure: string
          number: number
          person_id: string
          tenant_id: string
          total: number
        }
        Update: {
          channel_id?: string
          counts?: number[]
          day?: string
          measure?: string
          number?: number
          person_id?: string
          tenant_id?: string
          total?: number
        }
        Relationships: []
      }
      resolutions: {
        Row: {
          business_minutes: number
          finished_at: string
          finished_by: string | null
          id: string
          opened_at: string
          tenant_id: string
          thread_id: string
        }
        ComputedFields: never
        Insert: {
          business_minutes: number
          finished_at: string
          finished_by?: string | null
          id?: string
          opened_at: string
          tenant_id: string
          thread_id: string
        }
        Update: {
          business_minutes?: number
          finished_at?: string
          finished_by?: string | null
          id?: string
          opened_at?: string
          tenant_id?: string
          thread_id?: string
        }
        Relationships: []
      }
      retained_identities: {
        Row: {
          created_at: string
          identity: NonNullable<Json>
          keep_until: string
          patient_id: string
          rules: string[]
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          identity: NonNullable<Json>
          keep_until: string
          patient_id: string
          rules: string[]
          tenant_id: string
        }
        Update: {
          created_at?: string
          identity?: NonNullable<Json>
          keep_until?: string
          patient_id?: string
          rules?: string[]
          tenant_id?: string
        }
        Relationships: []
      }
      retention_rules: {
        Row: {
          counts_from: string
          key: string
          law: string
          reason: string
          years: number | null
        }
        ComputedFields: never
        Insert: {
          counts_from: string
          key: string
          law: string
          reason: string
          years?: number | null
        }
        Update: {
          counts_from?: string
          key?: string
          law?: string
          reason?: string
          years?: number | null
        }
        Relationships: []
      }
      retention_targets: {
        Row: {
          act: string
          act_set: string | null
          condition: string
          key: string
          least_days: number
          position: number
          table_name: string
          usual_days: number
        }
        ComputedFields: never
        Insert: {
          act?: string
          act_set?: string | null
          condition: string
          key: string
          least_days: number
          position: number
          table_name: string
          usual_days: number
        }
        Update: {
          act?: string
          act_set?: string | null
          condition?: string
          key?: string
          least_days?: number
          position?: number
          table_name?: string
          usual_days?: number
        }
        Relationships: []
      }
      saas_admins: {
        Row: {
          created_at: string
          user_id: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          user_id: string
        }
        Update: {
          created_at?: string
          user_id?: string
        }
        Relationships: []
      }
      scheduled_functions: {
        Row: {
          body: NonNullable<Json>
          created_at: string
          enabled: boolean
          function_name: string
          name: string
          schedule: string
        }
        ComputedFields: never
        Insert: {
          body?: NonNullable<Json>
          created_at?: string
          enabled?: boolean
          function_name: string
          name: string
          schedule: string
        }
        Update: {
          body?: NonNullable<Json>
          created_at?: string
          enabled?: boolean
          function_name?: string
          name?: string
          schedule?: string
        }
        Relationships: []
      }
      sealed_stores: {
        Row: {
          name: string
          owner_column: string
          sealed_column: string
        }
        ComputedFields: never
        Insert: {
          name: string
          owner_column: string
          sealed_column: string
        }
        Update: {
          name?: string
          owner_column?: string
          sealed_column?: string
        }
        Relationships: []
      }
      search_entries: {
        Row: {
          kind: string
          name: string
          record_id: string
          tenant_id: string
          title: string
          words: string
        }
        ComputedFields: never
        Insert: {
          kind: string
          name: string
          record_id: string
          tenant_id: string
          title: string
          words: string
        }
        Update: {
          kind?: string
          name?: string
          record_id?: string
          tenant_id?: string
          title?: string
          words?: string
        }
        Relationships: [
          {
            foreignKeyName: 'search_entries_kind_fkey'
            columns: ['kind']
            isOneToOne: false
            referencedRelation: 'search_kinds'
            referencedColumns: ['kind']
          },
        ]
      }
      search_kinds: {
        Row: {
          kind: string
          position: number
        }
        ComputedFields: never
        Insert: {
          kind: string
          position: number
        }
        Update: {
          kind?: string
          position?: number
        }
        Relationships: []
      }
      search_vocabulary: {
        Row: {
          keys: string[]
          tenant_id: string
          word: string
        }
        ComputedFields: never
        Insert: {
          keys: string[]
          tenant_id: string
          word: string
        }
        Update: {
          keys?: string[]
          tenant_id?: string
          word?: string
        }
        Relationships: []
      }
      segment_entities: {
        Row: {
          custom_entity: string | null
          detail: string
          key: string
          module: string | null
          position: number
          roles: string[] | null
          scope: string
          source: string
          subtitle: string
          title: string
        }
        ComputedFields: never
        Insert: {
          custom_entity?: string | null
          detail?: string
          key: string
          module?: string | null
          position: number
          roles?: string[] | null
          scope?: string
          source: string
          subtitle?: string
          title: string
        }
        Update: {
          custom_entity?: string | null
          detail?: string
          key?: string
          module?: string | null
          position?: number
          roles?: string[] | null
          scope?: string
          source?: string
          subtitle?: string
          title?: string
        }
        Relationships: []
      }
      segment_facts: {
        Row: {
          entity: string
          key: string
          position: number
          source: string
        }
        ComputedFields: never
        Insert: {
          entity: string
          key: string
          position?: number
          source: string
        }
        Update: {
          entity?: string
          key?: string
          position?: number
          source?: string
        }
        Relationships: [
          {
            foreignKeyName: 'segment_facts_entity_fkey'
            columns: ['entity']
            isOneToOne: false
            referencedRelation: 'segment_entities'
            referencedColumns: ['key']
          },
        ]
      }
      segment_fields: {
        Row: {
          choices: string | null
          entity: string
          expression: string
          fact: string | null
          format: string | null
          key: string
          position: number
          roles: string[] | null
          type: string
        }
        ComputedFields: never
        Insert: {
          choices?: string | null
          entity: string
          expression: string
          fact?: string | null
          format?: string | null
          key: string
          position: number
          roles?: string[] | null
          type: string
        }
        Update: {
          choices?: string | null
          entity?: string
          expression?: string
          fact?: string | null
          format?: string | null
          key?: string
          position?: number
          roles?: string[] | null
          type?: string
        }
        Relationships: [
          {
            foreignKeyName: 'segment_fields_entity_fkey'
            columns: ['entity']
            isOneToOne: false
            referencedRelation: 'segment_entities'
            referencedColumns: ['key']
          },
        ]
      }
      segment_types: {
        Row: {
          key: string
          ops: string[]
          position: number
        }
        ComputedFields: never
        Insert: {
          key: string
          ops: string[]
          position: number
        }
        Update: {
          key?: string
          ops?: string[]
          position?: number
        }
        Relationships: []
      }
      segment_users: {
        Row: {
          function_name: string
          kind: string
          position: number
        }
        ComputedFields: never
        Insert: {
          function_name: string
          kind: string
          position: number
        }
        Update: {
          function_name?: string
          kind?: string
          position?: number
        }
        Relationships: []
      }
      session_events: {
        Row: {
          actor_id: string | null
          after: Json | null
          before: Json | null
          created_at: string
          due_at: string
          id: number
          kind: string
          session_id: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          actor_id?: string | null
          after?: Json | null
          before?: Json | null
          created_at?: string
          due_at: string
          id?: number
          kind: string
          session_id: string
          tenant_id: string
        }
        Update: {
          actor_id?: string | null
          after?: Json | null
          before?: Json | null
          created_at?: string
          due_at?: string
          id?: number
          kind?: string
          session_id?: string
          tenant_id?: string
        }
        Relationships: []
      }
      session_notice_wishes: {
        Row: {
          due_at: string
          link: string | null
          patient_id: string
          session_id: string
          tenant_id: string
          told: NonNullable<Json>
        }
        ComputedFields: never
        Insert: {
          due_at: string
          link?: string | null
          patient_id: string
          session_id: string
          tenant_id: string
          told: NonNullable<Json>
        }
        Update: {
          due_at?: string
          link?: string | null
          patient_id?: string
          session_id?: string
          tenant_id?: string
          told?: NonNullable<Json>
        }
        Relationships: []
      }
      settings: {
        Row: {
          only_row: boolean
          saas_second_factor: boolean
          single_tenant: boolean
        }
        ComputedFields: never
        Insert: {
          only_row?: boolean
          saas_second_factor?: boolean
          single_tenant?: boolean
        }
        Update: {
          only_row?: boolean
          saas_second_factor?: boolean
          single_tenant?: boolean
        }
        Relationships: []
      }
      shipping_accounts: {
        Row: {
          connected_at: string
          connected_by: string | null
          extra_cents: number
          extra_days: number
          id: string
          key_hint: string
          key_refused_at: string | null
          origin_cep: string
          provider: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          connected_at?: string
          connected_by?: string | null
          extra_cents?: number
          extra_days?: number
          id: string
          key_hint: string
          key_refused_at?: string | null
          origin_cep: string
          provider: string
          tenant_id: string
        }
        Update: {
          connected_at?: string
          connected_by?: string | null
          extra_cents?: number
          extra_days?: number
          id?: string
          key_hint?: string
          key_refused_at?: string | null
          origin_cep?: string
          provider?: string
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'shipping_accounts_provider_fkey'
            columns: ['provider']
            isOneToOne: false
            referencedRelation: 'shipping_providers'
            referencedColumns: ['key']
          },
        ]
      }
      shipping_providers: {
        Row: {
          key: string
          name: string
          position: number
        }
        ComputedFields: never
        Insert: {
          key: string
          name: string
          position: number
        }
        Update: {
          key?: string
          name?: string
          position?: number
        }
        Relationships: []
      }
      shipping_quotes: {
        Row: {
          account_id: string
          cents: number
          cep: string
          grams: number
          quoted_at: string
          services: NonNullable<Json>
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          account_id: string
          cents: number
          cep: string
          grams: number
          quoted_at?: string
          services: NonNullable<Json>
          tenant_id: string
        }
        Update: {
          account_id?: string
          cents?: number
          cep?: string
          grams?: number
          quoted_at?: string
          services?: NonNullable<Json>
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'shipping_quotes_tenant_id_account_id_fkey'
            columns: ['tenant_id', 'account_id']
            isOneToOne: false
            referencedRelation: 'shipping_accounts'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      shop_chats: {
        Row: {
          accepted_text: string
          contact_id: string | null
          created_at: string
          full_name: string
          id: string
          phone: string
          tenant_id: string
          thread_id: string
          token_hash: string
        }
        ComputedFields: never
        Insert: {
          accepted_text: string
          contact_id?: string | null
          created_at?: string
          full_name: string
          id: string
          phone: string
          tenant_id: string
          thread_id: string
          token_hash: string
        }
        Update: {
          accepted_text?: string
          contact_id?: string | null
          created_at?: string
          full_name?: string
          id?: string
          phone?: string
          tenant_id?: string
          thread_id?: string
          token_hash?: string
        }
        Relationships: []
      }
      shop_routes: {
        Row: {
          slug: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          slug: string
          tenant_id: string
        }
        Update: {
          slug?: string
          tenant_id?: string
        }
        Relationships: []
      }
      stripe_accounts: {
        Row: {
          account_ref: string
          connected_at: string
          connected_by: string | null
          disconnected_at: string | null
          display_name: string | null
          id: string
          key_hint: string
          key_refused_at: string | null
          livemode: boolean
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          account_ref: string
          connected_at?: string
          connected_by?: string | null
          disconnected_at?: string | null
          display_name?: string | null
          id: string
          key_hint: string
          key_refused_at?: string | null
          livemode: boolean
          tenant_id: string
        }
        Update: {
          account_ref?: string
          connected_at?: string
          connected_by?: string | null
          disconnected_at?: string | null
          display_name?: string | null
          id?: string
          key_hint?: string
          key_refused_at?: string | null
          livemode?: boolean
          tenant_id?: string
        }
        Relationships: []
      }
      stripe_checkouts: {
        Row: {
          account_id: string
          amount_cents: number
          created_at: string
          created_by: string | null
          expires_at: string
          id: string
          order_id: string
          payment_intent_id: string | null
          session_id: string | null
          state: string
          tenant_id: string
          url: string | null
        }
        ComputedFields: never
        Insert: {
          account_id: string
          amount_cents: number
          created_at?: string
          created_by?: string | null
          expires_at: string
          id: string
          order_id: string
          payment_intent_id?: string | null
          session_id?: string | null
          state?: string
          tenant_id: string
          url?: string | null
        }
        Update: {
          account_id?: string
          amount_cents?: number
          created_at?: string
          created_by?: string | null
          expires_at?: string
          id?: string
          order_id?: string
          payment_intent_id?: string | null
          session_id?: string | null
          state?: string
          tenant_id?: string
          url?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'stripe_checkouts_tenant_id_account_id_fkey'
            columns: ['tenant_id', 'account_id']
            isOneToOne: false
            referencedRelation: 'stripe_accounts'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      stripe_events: {
        Row: {
          account_id: string
          event: NonNullable<Json>
          event_type: string
          id: string
          order_id: string | null
          outcome: string
          payment_intent_id: string | null
          reason: string | null
          received_at: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          account_id: string
          event: NonNullable<Json>
          event_type: string
          id: string
          order_id?: string | null
          outcome?: string
          payment_intent_id?: string | null
          reason?: string | null
          received_at?: string
          tenant_id: string
        }
        Update: {
          account_id?: string
          event?: NonNullable<Json>
          event_type?: string
          id?: string
          order_id?: string | null
          outcome?: string
          payment_intent_id?: string | null
          reason?: string | null
          received_at?: string
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'stripe_events_tenant_id_account_id_fkey'
            columns: ['tenant_id', 'account_id']
            isOneToOne: false
            referencedRelation: 'stripe_accounts'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      system_tags: {
        Row: {
          color: string
          key: string
          name: string
          position: number
        }
        ComputedFields: never
        Insert: {
          color: string
          key: string
          name: string
          position: number
        }
        Update: {
          color?: string
          key?: string
          name?: string
          position?: number
        }
        Relationships: []
      }
      timeline_kinds: {
        Row: {
          function_name: string
          kind: string
          position: number
        }
        ComputedFields: never
        Insert: {
          function_name: string
          kind: string
          position: number
        }
        Update: {
          function_name?: string
          kind?: string
          position?: number
        }
        Relationships: []
      }
      unbilled_sessions: {
        Row: {
          billed_at: string | null
          billed_by: string | null
          run_id: string | null
          session_id: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          billed_at?: string | null
          billed_by?: string | null
          run_id?: string | null
          session_id: string
          tenant_id: string
        }
        Update: {
          billed_at?: string | null
          billed_by?: string | null
          run_id?: string | null
          session_id?: string
          tenant_id?: string
        }
        Relationships: []
      }
      unofficial_whatsapp_acceptances: {
        Row: {
          accepted_at: string
          accepted_by: string | null
          tenant_id: string
          words: string
        }
        ComputedFields: never
        Insert: {
          accepted_at?: string
          accepted_by?: string | null
          tenant_id: string
          words?: string
        }
        Update: {
          accepted_at?: string
          accepted_by?: string | null
          tenant_id?: string
          words?: string
        }
        Relationships: []
      }
      webhook_events: {
        Row: {
          channel_id: string
          event_key: string
          event_type: string
          outcome: string
          provider: string
          raw: NonNullable<Json>
          reason: string | null
          received_at: string
          reviewed_at: string | null
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          channel_id: string
          event_key: string
          event_type: string
          outcome: string
          provider: string
          raw: NonNullable<Json>
          reason?: string | null
          received_at?: string
          reviewed_at?: string | null
          tenant_id: string
        }
        Update: {
          channel_id?: string
          event_key?: string
          event_type?: string
          outcome?: string
          provider?: string
          raw?: NonNullable<Json>
          reason?: string | null
          received_at?: string
          reviewed_at?: string | null
          tenant_id?: string
        }
        Relationships: []
      }
      webhook_sources: {
        Row: {
          data_function: string
          event: string
          source: string
        }
        ComputedFields: never
        Insert: {
          data_function: string
          event: string
          source: string
        }
        Update: {
          data_function?: string
          event?: string
          source?: string
        }
        Relationships: []
      }
      workflow_fields: {
        Row: {
          field: string
          ops: string[]
          position: number
          value: string
        }
        ComputedFields: never
        Insert: {
          field: string
          ops: string[]
          position: number
          value: string
        }
        Update: {
          field?: string
          ops?: string[]
          position?: number
          value?: string
        }
        Relationships: []
      }
      workflow_recipes: {
        Row: {
          definition: NonNullable<Json>
          key: string
          name: string
          position: number
        }
        ComputedFields: never
        Insert: {
          definition: NonNullable<Json>
          key: string
          name: string
          position: number
        }
        Update: {
          definition?: NonNullable<Json>
          key?: string
          name?: string
          position?: number
        }
        Relationships: []
      }
      workflow_secrets: {
        Row: {
          secret: string
          tenant_id: string
          workflow_id: string
        }
        ComputedFields: never
        Insert: {
          secret?: string
          tenant_id: string
          workflow_id: string
        }
        Update: {
          secret?: string
          tenant_id?: string
          workflow_id?: string
        }
        Relationships: []
      }
      workflow_step_kinds: {
        Row: {
          branches: string[]
          costs: boolean
          kind: string
          needs_conversation: boolean
          needs_person: boolean
          options: NonNullable<Json>
          position: number
        }
        ComputedFields: never
        Insert: {
          branches?: string[]
          costs?: boolean
          kind: string
          needs_conversation?: boolean
          needs_person?: boolean
          options?: NonNullable<Json>
          position: number
        }
        Update: {
          branches?: string[]
          costs?: boolean
          kind?: string
          needs_conversation?: boolean
          needs_person?: boolean
          options?: NonNullable<Json>
          position?: number
        }
        Relationships: []
      }
      workflow_triggers: {
        Row: {
          event: string
          kind: string
          options: NonNullable<Json>
          position: number
          subject: string
        }
        ComputedFields: never
        Insert: {
          event: string
          kind: string
          options?: NonNullable<Json>
          position: number
          subject: string
        }
        Update: {
          event?: string
          kind?: string
          options?: NonNullable<Json>
          position?: number
          subject?: string
        }
        Relationships: []
      }
    }
    Views: {
      crm_sync_queue: {
        Row: {
          attempts: number | null
          error: string | null
          is_running: boolean | null
          job_id: number | null
          last_error: string | null
          lead_id: string
          run_at: string | null
          status: string
          tenant_id: string
          wanted_at: string
        }
        ComputedFields: never
        Relationships: []
      }
    }
    Functions: {
      absence_policy_of: {
        Args: { p_tenant_id: string; p_therapist_id: string }
        Returns: Database['public']['Tables']['absence_policies']['Row']
        SetofOptions: {
          from: '*'
          to: 'absence_policies'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      absence_share: {
        Args: {
          p_is_late: boolean
          p_policy: Omit<
            Database['public']['Tables']['absence_policies']['Row'],
            Database['public']['Tables']['absence_policies']['ComputedFields']
          >
          p_status: string
        }
        Returns: number
      }
      activate_channel: {
        Args: {
          p_channel_id: string
          p_display_name: string
          p_phone: string
          p_state: string
          p_tenant_id: string
        }
        Returns: undefined
      }
      active_channel: {
        Args: { p_family?: string; p_tenant_id: string }
        Returns: Database['public']['Tables']['notification_channels']['Row']
        SetofOptions: {
          from: '*'
          to: 'notification_channels'
          isOneToOne: true
          isSetofReturn: true
        }
      }
      activity_rows: { Args: { p_ids: string[]; p_tenant_id: string }; Returns: Json }
      add_business_days: { Args: { p_day: string; p_days: number; p_tenant_id: string }; Returns: string }
      add_counts: { Args: { p_counts: number[]; p_more: number[] }; Returns: number[] }
      add_imported_companies: {
        Args: {
          p_import: Omit<
            Database['public']['Tables']['imports']['Row'],
            Database['public']['Tables']['imports']['ComputedFields']
          >
          p_rows: Database['app']['CompositeTypes']['import_row'][]
        }
        Returns: undefined
      }
      add_imported_contacts: {
        Args: {
          p_entity: string
          p_import: Omit<
            Database['public']['Tables']['imports']['Row'],
            Database['public']['Tables']['imports']['ComputedFields']
          >
          p_rows: Database['app']['CompositeTypes']['import_row'][]
        }
        Returns: undefined
      }
      add_imported_people: {
        Args: {
          p_import: Omit<
            Database['public']['Tables']['imports']['Row'],
            Database['public']['Tables']['imports']['ComputedFields']
          >
          p_rows: Database['app']['CompositeTypes']['import_row'][]
        }
        Returns: undefined
      }
      add_online_patient: {
        Args: {
          p_full_name: string
          p_note?: string
          p_phone: string
          p_social_name: string
          p_tenant_id: string
        }
        Returns: string
      }
      addon_faults: {
        Args: Record<PropertyKey, never>
        Returns: {
          addon_type: string
          fault: string
          tenant_id: string
        }[]
      }
      address_keys: { Args: { p_address: Json }; Returns: string[] }
      advance_campaign: {
        Args: {
          p_job_id: number
          p_lease_token: string
          p_limit?: number
          p_now?: string
          p_tenant_id: string
        }
        Returns: Json
      }
      advance_erasure: { Args: { p_id: string; p_limit?: number; p_tenant_id: string }; Returns: Json }
      advance_waiting_slot: {
        Args: { p_id: string; p_link: string; p_now?: string; p_tenant_id: string }
        Returns: Json
      }
      after_person_wrote: {
        Args: {
          p_message: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
        }
        Returns: undefined
      }
      after_quiet: { Args: { p_at: string; p_from: string; p_to: string; p_zone: string }; Returns: string }
      agenda_settings_of: {
        Args: { p_tenant_id: string }
        Returns: Database['public']['Tables']['agenda_settings']['Row']
        SetofOptions: {
          from: '*'
          to: 'agenda_settings'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      ai_document_json: {
        Args: {
          p_document: Omit<
            Database['public']['Tables']['ai_documents']['Row'],
            Database['public']['Tables']['ai_documents']['ComputedFields']
          >
        }
        Returns: Json
      }
      alert_moment: { Args: { p_is_urgent: boolean; p_now: string; p_tenant_id: string }; Returns: string }
      alert_setting: { Args: { p_kind: string; p_tenant_id: string }; Returns: Record<string, unknown> }
      allocate: {
        Args: { p_amount_cents: number; p_charge_id: string; p_payment_id: string; p_tenant_id: string }
        Returns: undefined
      }
      announce_deletion: { Args: { p_now?: string; p_tenant_id: string }; Returns: boolean }
      answer_offer_in_words: {
        Args: {
          p_message: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
          p_now?: string
        }
        Returns: boolean
      }
      answer_proposal: {
        Args: {
          p_first_id: string
          p_now: string
          p_text: string
          p_turn: Omit<
            Database['public']['Tables']['ai_turns']['Row'],
            Database['public']['Tables']['ai_turns']['ComputedFields']
          >
        }
        Returns: undefined
      }
      answer_reminder: {
        Args: {
          p_message: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
          p_now?: string
        }
        Returns: boolean
      }
      answer_waiting_offer: {
        Args: { p_now?: string; p_offer_id: string; p_tenant_id: string; p_yes: boolean }
        Returns: Json
      }
      answers_run: {
        Args: {
          p_message: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
          p_run: Omit<
            Database['public']['Tables']['workflow_runs']['Row'],
            Database['public']['Tables']['workflow_runs']['ComputedFields']
          >
          p_step: Omit<
            Database['public']['Tables']['workflow_steps']['Row'],
            Database['public']['Tables']['workflow_steps']['ComputedFields']
          >
        }
        Returns: boolean
      }
      api_assistant_call: { Args: { p_args: Json; p_tenant_id: string }; Returns: Json }
      api_assistant_call_once: { Args: { p_args: Json; p_tenant_id: string }; Returns: Json }
      api_assistant_knowledge: { Args: { p_args: Json; p_tenant_id: string }; Returns: Json }
      api_assistant_tools: { Args: { p_args: Json; p_tenant_id: string }; Returns: Json }
      api_call: {
        Args: { p_arguments: Json; p_idempotency_key?: string; p_operation: string }
        Returns: Json
      }
      api_cancel_session: { Args: { p_args: Json; p_tenant_id: string }; Returns: Json }
      api_create_patient: { Args: { p_args: Json; p_tenant_id: string }; Returns: Json }
      api_create_session: { Args: { p_args: Json; p_tenant_id: string }; Returns: Json }
      api_create_webhook_endpoint: { Args: { p_args: Json; p_tenant_id: string }; Returns: Json }
      api_delete_webhook_endpoint: { Args: { p_args: Json; p_tenant_id: string }; Returns: Json }
      api_get_patient: { Args: { p_args: Json; p_tenant_id: string }; Returns: Json }
      api_get_session: { Args: { p_args: Json; p_tenant_id: string }; Returns: Json }
      api_key_payload: {
        Args: {
          p_key: Omit<
            Database['public']['Tables']['api_keys']['Row'],
            Database['public']['Tables']['api_keys']['ComputedFields']
          >
        }
        Returns: Json
      }
      api_list_conversations: { Args: { p_args: Json; p_tenant_id: string }; Returns: Json }
      api_list_free_slots: { Args: { p_args: Json; p_tenant_id: string }; Returns: Json }
      api_list_messages: { Args: { p_args: Json; p_tenant_id: string }; Returns: Json }
      api_list_patients: { Args: { p_args: Json; p_tenant_id: string }; Returns: Json }
      api_list_payments: { Args: { p_args: Json; p_tenant_id: string }; Returns: Json }
      api_list_session_types: { Args: { p_args: Json; p_tenant_id: string }; Returns: Json }
      api_list_sessions: { Args: { p_args: Json; p_tenant_id: string }; Returns: Json }
      api_list_tags: { Args: { p_args: Json; p_tenant_id: string }; Returns: Json }
      api_list_therapists: { Args: { p_args: Json; p_tenant_id: string }; Returns: Json }
      api_list_webhook_endpoints: { Args: { p_args: Json; p_tenant_id: string }; Returns: Json }
      api_local: { Args: { p_moment: string; p_tenant_id: string }; Returns: string }
      api_me: { Args: { p_args: Json; p_tenant_id: string }; Returns: Json }
      api_move_session: { Args: { p_args: Json; p_tenant_id: string }; Returns: Json }
      api_operation: {
        Args: { p_key: string }
        Returns: {
          function: string
          is_write: boolean
          key: string
          protocol: string
          scope: string | null
        }
        SetofOptions: {
          from: '*'
          to: 'api_operations'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      api_send_message: { Args: { p_args: Json; p_tenant_id: string }; Returns: Json }
      api_tag_conversation: { Args: { p_args: Json; p_tenant_id: string }; Returns: Json }
      api_update_patient: { Args: { p_args: Json; p_tenant_id: string }; Returns: Json }
      apply_account_news: {
        Args: { p_channel_id: string; p_facts: Json; p_tenant_id: string }
        Returns: undefined
      }
      apply_action: {
        Args: { p_incoming: Database['app']['CompositeTypes']['incoming_action'] }
        Returns: undefined
      }
      apply_asaas_event: { Args: { p_event: Json; p_is_answer?: boolean }; Returns: Json }
      apply_asaas_payment: { Args: { p_payment: Json }; Returns: Json }
      apply_change: { Args: { p_action: Json; p_channel_id: string; p_tenant_id: string }; Returns: string }
      apply_dinamize_contact: {
        Args: {
          p_account: Omit<
            Database['app']['Tables']['dinamize_accounts']['Row'],
            Database['app']['Tables']['dinamize_accounts']['ComputedFields']
          >
          p_item: Json
        }
        Returns: string
      }
      apply_early_actions: {
        Args: { p_channel_id: string; p_provider_message_id: string; p_tenant_id: string }
        Returns: undefined
      }
      apply_history: {
        Args: { p_incoming: Database['app']['CompositeTypes']['incoming_action'] }
        Returns: undefined
      }
      apply_lead_page: {
        Args: { p_has_next: boolean; p_items: Json; p_page: number; p_since: string; p_tenant_id: string }
        Returns: boolean
      }
      apply_messages: {
        Args: { p_messages: Database['app']['CompositeTypes']['incoming_action'][] }
        Returns: undefined
      }
      apply_moved_person: { Args: { p_action: Json; p_tenant_id: string }; Returns: undefined }
      apply_opt_word: {
        Args: {
          p_message: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
        }
        Returns: boolean
      }
      apply_order_payment: {
        Args: {
          p_amount_cents: number
          p_entry_id?: string
          p_method: string
          p_occurred_on?: string
          p_order_id: string
          p_provider: string
          p_reference: string
          p_tenant_id: string
        }
        Returns: Json
      }
      apply_payment: {
        Args: {
          p_meaning: string
          p_payment: Json
          p_purchase: Omit<
            Database['public']['Tables']['whatsapp_credit_purchases']['Row'],
            Database['public']['Tables']['whatsapp_credit_purchases']['ComputedFields']
          >
        }
        Returns: Json
      }
      apply_pix_answer: {
        Args: { p_account_id: string; p_payment: Json; p_tenant_id: string }
        Returns: Json
      }
      apply_pix_event: { Args: { p_account_id: string; p_event: Json; p_tenant_id: string }; Returns: Json }
      apply_preference: { Args: { p_action: Json; p_tenant_id: string }; Returns: undefined }
      apply_reminder_answer: {
        Args: {
          p_ack_id: string
          p_id: string
          p_message_id: string
          p_now?: string
          p_tenant_id: string
          p_wish: string
        }
        Returns: Json
      }
      apply_repeated_message: {
        Args: { p_message: Database['app']['CompositeTypes']['incoming_action'] }
        Returns: boolean
      }
      apply_status: {
        Args: {
          p_action: Json
          p_at: string
          p_message: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
        }
        Returns: Database['public']['Tables']['conversation_messages']['Row']
        SetofOptions: {
          from: '*'
          to: 'conversation_messages'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      apply_stripe_event: {
        Args: { p_account_id: string; p_event: Json; p_tenant_id: string }
        Returns: Json
      }
      apply_template_news: {
        Args: { p_action: Json; p_channel_id: string; p_tenant_id: string }
        Returns: undefined
      }
      apply_waiting_answer: {
        Args: {
          p_ack_id: string
          p_message_id: string
          p_now?: string
          p_offer_id: string
          p_tenant_id: string
          p_yes: boolean
        }
        Returns: Json
      }
      apply_watermark: {
        Args: { p_action: Json; p_channel_id: string; p_tenant_id: string }
        Returns: undefined
      }
      asaas_event_meaning: { Args: { p_event_type: string }; Returns: string }
      ask_deposit: {
        Args: {
          p_amount_cents?: number
          p_channel: string
          p_order_id: string
          p_patient_id: string
          p_session_id: string
          p_tenant_id: string
        }
        Returns: string
      }
      ask_invoice_cancel: {
        Args: {
          p_invoice: Omit<
            Database['public']['Tables']['order_invoices']['Row'],
            Database['public']['Tables']['order_invoices']['ComputedFields']
          >
          p_reason: string
        }
        Returns: undefined
      }
      ask_order_invoices: {
        Args: {
          p_by: string
          p_order: Omit<
            Database['public']['Tables']['orders']['Row'],
            Database['public']['Tables']['orders']['ComputedFields']
          >
        }
        Returns: undefined
      }
      ask_rating: { Args: { p_id: string; p_now?: string; p_tenant_id: string }; Returns: Json }
      asks_for_answer: { Args: { p_kind: string }; Returns: boolean }
      assign_in_turn: {
        Args: {
          p_thread: Omit<
            Database['public']['Tables']['conversation_threads']['Row'],
            Database['public']['Tables']['conversation_threads']['ComputedFields']
          >
        }
        Returns: undefined
      }
      assign_thread: {
        Args: {
          p_thread: Omit<
            Database['public']['Tables']['conversation_threads']['Row'],
            Database['public']['Tables']['conversation_threads']['ComputedFields']
          >
          p_user_id: string
        }
        Returns: Database['public']['Tables']['conversation_threads']['Row']
        SetofOptions: {
          from: '*'
          to: 'conversation_threads'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      assist_history: { Args: { p_most: number; p_tenant_id: string; p_thread_id: string }; Returns: Json }
      assistant_args_problem: { Args: { p_args: Json; p_schema: Json }; Returns: string }
      assistant_bar: { Args: { p_prompt_id: string; p_tenant_id: string }; Returns: Json }
      assistant_book_session: {
        Args: {
          p_args: Json
          p_does: boolean
          p_now: string
          p_patient_id: string
          p_tenant_id: string
          p_thread_id: string
        }
        Returns: Json
      }
      assistant_budget_is_spent: { Args: { p_at: string; p_tenant_id: string }; Returns: boolean }
      assistant_cancel_session: {
        Args: {
          p_args: Json
          p_does: boolean
          p_now: string
          p_patient_id: string
          p_tenant_id: string
          p_thread_id: string
        }
        Returns: Json
      }
      assistant_catalogue: {
        Args: {
          p_args: Json
          p_does: boolean
          p_now: string
          p_patient_id: string
          p_tenant_id: string
          p_thread_id: string
        }
        Returns: Json
      }
      assistant_confirm_session: {
        Args: {
          p_args: Json
          p_does: boolean
          p_now: string
          p_patient_id: string
          p_tenant_id: string
          p_thread_id: string
        }
        Returns: Json
      }
      assistant_create_lead: {
        Args: {
          p_args: Json
          p_does: boolean
          p_now: string
          p_patient_id: string
          p_tenant_id: string
          p_thread_id: string
        }
        Returns: Json
      }
      assistant_free_slots: {
        Args: {
          p_args: Json
          p_does: boolean
          p_now: string
          p_patient_id: string
          p_tenant_id: string
          p_thread_id: string
        }
        Returns: Json
      }
      assistant_is_open: {
        Args: {
          p_at: string
          p_settings: Omit<
            Database['public']['Tables']['ai_settings']['Row'],
            Database['public']['Tables']['ai_settings']['ComputedFields']
          >
        }
        Returns: boolean
      }
      assistant_lets_risk_through: { Args: { p_reason: string }; Returns: boolean }
      assistant_may_answer: {
        Args: { p_is_admitted?: boolean; p_now?: string; p_tenant_id: string; p_thread_id: string }
        Returns: string
      }
      assistant_may_change: {
        Args: {
          p_now: string
          p_session: Omit<
            Database['public']['Tables']['sessions']['Row'],
            Database['public']['Tables']['sessions']['ComputedFields']
          >
        }
        Returns: boolean
      }
      assistant_moment: { Args: { p_text: string; p_zone: string }; Returns: string }
      assistant_month: { Args: { p_at: string; p_tenant_id: string }; Returns: string }
      assistant_move_session: {
        Args: {
          p_args: Json
          p_does: boolean
          p_now: string
          p_patient_id: string
          p_tenant_id: string
          p_thread_id: string
        }
        Returns: Json
      }
      assistant_my_sessions: {
        Args: {
          p_args: Json
          p_does: boolean
          p_now: string
          p_patient_id: string
          p_tenant_id: string
          p_thread_id: string
        }
        Returns: Json
      }
      assistant_obstacle: { Args: { p_tenant_id: string }; Returns: string }
      assistant_order_state: {
        Args: {
          p_args: Json
          p_does: boolean
          p_now: string
          p_patient_id: string
          p_tenant_id: string
          p_thread_id: string
        }
        Returns: Json
      }
      assistant_price: {
        Args: {
          p_args: Json
          p_does: boolean
          p_now: string
          p_patient_id: string
          p_tenant_id: string
          p_thread_id: string
        }
        Returns: Json
      }
      assistant_prompt_of: {
        Args: { p_tenant_id: string; p_thread_id: string }
        Returns: Database['public']['Tables']['ai_prompts']['Row']
        SetofOptions: {
          from: '*'
          to: 'ai_prompts'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      assistant_session: {
        Args: { p_now: string; p_patient_id: string; p_session_id: string; p_tenant_id: string }
        Returns: Database['public']['Tables']['sessions']['Row']
        SetofOptions: {
          from: '*'
          to: 'sessions'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      assistant_session_words: {
        Args: {
          p_session: Omit<
            Database['public']['Tables']['sessions']['Row'],
            Database['public']['Tables']['sessions']['ComputedFields']
          >
        }
        Returns: string
      }
      assistant_settings_of: {
        Args: { p_tenant_id: string }
        Returns: Database['public']['Tables']['ai_settings']['Row']
        SetofOptions: {
          from: '*'
          to: 'ai_settings'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      assistant_steps: { Args: { p_now: string; p_tenant_id: string }; Returns: Json }
      assistant_takes: {
        Args: {
          p_message: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
          p_now?: string
        }
        Returns: boolean
      }
      assistant_tells: {
        Args: {
          p_session: Omit<
            Database['public']['Tables']['sessions']['Row'],
            Database['public']['Tables']['sessions']['ComputedFields']
          >
        }
        Returns: string[]
      }
      assistant_told: { Args: { p_patient_id: string; p_tenant_id: string }; Returns: Json }
      assistant_tools_of: { Args: { p_is_test: boolean; p_tenant_id: string }; Returns: Json }
      assistant_wish: { Args: { p_text: string }; Returns: boolean }
      attach_charge: {
        Args: { p_charge: Json; p_purchase_id: string; p_tenant_id: string }
        Returns: Database['public']['Tables']['whatsapp_credit_purchases']['Row']
        SetofOptions: {
          from: '*'
          to: 'whatsapp_credit_purchases'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      attach_checkout: {
        Args: { p_id: string; p_session_id: string; p_tenant_id: string; p_url: string }
        Returns: undefined
      }
      attach_pix_charge: { Args: { p_charge: Json; p_id: string; p_tenant_id: string }; Returns: Json }
      audit: {
        Args: {
          p_action: string
          p_after?: Json
          p_before?: Json
          p_entity: string
          p_entity_id: string
          p_reason?: string
          p_tenant_id: string
        }
        Returns: undefined
      }
      audit_chain_payload: { Args: { p_tenant_id: string }; Returns: Json }
      audit_changed: { Args: { p_one: Json; p_other: Json }; Returns: Json }
      audit_details: {
        Args: {
          p_other: Json
          p_row: Json
          p_table: Omit<
            Database['app']['Tables']['audited_tables']['Row'],
            Database['app']['Tables']['audited_tables']['ComputedFields']
          >
        }
        Returns: Json
      }
      audit_details_hash: {
        Args: { p_after: Json; p_before: Json; p_reason: string; p_salt: string }
        Returns: string
      }
      audit_entries: {
        Args: { p_before: string; p_filter: Json; p_limit: number; p_tenant_id: string }
        Returns: {
          action: string
          actor_id: string
          actor_kind: string
          actor_name: string
          after: Json
          area: string
          at: string
          before: Json
          entity: string
          entity_id: string
          erased_at: string
          key: string
          reason: string
          request_id: string
          seq: number
          severity: string
          source: string
        }[]
      }
      audit_hash: {
        Args: {
          p_row: Omit<
            Database['public']['Tables']['audit_logs']['Row'],
            Database['public']['Tables']['audit_logs']['ComputedFields']
          >
        }
        Returns: string
      }
      audit_label: {
        Args: { p_details: Json; p_entity: string; p_entity_id: string; p_tenant_id: string }
        Returns: string
      }
      audit_link: { Args: { p_entity: string; p_entity_id: string; p_tenant_id: string }; Returns: string }
      audit_names: { Args: { p_tenant_id: string; p_texts: string }; Returns: Json }
      audit_page: {
        Args: { p_before: string; p_filter: Json; p_limit: number; p_tenant_id: string }
        Returns: {
          action: string
          actor_id: string
          actor_kind: string
          actor_name: string
          after: Json
          area: string
          at: string
          before: Json
          entity: string
          entity_id: string
          erased_at: string
          key: string
          label: string
          link: string
          names: Json
          reason: string
          request_id: string
          seq: number
          severity: string
          source: string
        }[]
      }
      audit_part: { Args: { p_keys: string[]; p_row: Json }; Returns: Json }
      audit_session: { Args: { p_one: Json; p_other: Json }; Returns: Json }
      audited_things_of: { Args: { p_patients: string[]; p_tenant_id: string }; Returns: Json }
      author_name: { Args: { p_tenant_id: string; p_user_id: string }; Returns: string }
      authorize_event: {
        Args: { p_auth: Json; p_provider: string }
        Returns: Database['public']['Tables']['notification_channels']['Row']
        SetofOptions: {
          from: '*'
          to: 'notification_channels'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      authorize_pix_webhook: {
        Args: { p_account_id: string; p_tenant_id: string; p_token_sha256: string }
        Returns: boolean
      }
      autoreply_decision: { Args: { p_at: string; p_tenant_id: string }; Returns: Json }
      autoreply_defaults: { Args: Record<PropertyKey, never>; Returns: Json }
      autoreply_hours: {
        Args: {
          p_at: string
          p_settings: Omit<
            Database['public']['Tables']['conversation_autoreply_settings']['Row'],
            Database['public']['Tables']['conversation_autoreply_settings']['ComputedFields']
          >
        }
        Returns: unknown
      }
      autoreply_settings_of: {
        Args: { p_tenant_id: string }
        Returns: Database['public']['Tables']['conversation_autoreply_settings']['Row']
        SetofOptions: {
          from: '*'
          to: 'conversation_autoreply_settings'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      available_stock: {
        Args: { p_tenant_id: string; p_variant_ids: string[] }
        Returns: {
          available: number
          variant_id: string
        }[]
      }
      await_addon: { Args: { p_addon_type: string; p_tenant_id: string }; Returns: string }
      backoff: { Args: { p_attempts: number; p_kind: string }; Returns: string }
      bare_words: { Args: { p_text: string }; Returns: string }
      begin_api_call: { Args: { p_key: string; p_now?: string }; Returns: Json }
      begin_assist: { Args: { p_args?: Json; p_kind: string; p_tenant_id: string }; Returns: Json }
      begin_contact_erasure: { Args: { p_place: string; p_tenant_id: string }; Returns: Json }
      begin_credit_purchase: {
        Args: { p_client_id: string; p_cpf_cnpj?: string; p_package_id: string; p_tenant_id: string }
        Returns: Json
      }
      begin_erasure: {
        Args: {
          p_erasure: Omit<
            Database['public']['Tables']['erasures']['Row'],
            Database['public']['Tables']['erasures']['ComputedFields']
          >
        }
        Returns: undefined
      }
      begin_evaluation: {
        Args: { p_attempt: string; p_limit: number; p_now?: string; p_run_id: string; p_tenant_id: string }
        Returns: Json
      }
      begin_export: { Args: { p_attempt: string; p_id: string; p_tenant_id: string }; Returns: Json }
      begin_first_import: {
        Args: {
          p_channel: Omit<
            Database['public']['Tables']['notification_channels']['Row'],
            Database['public']['Tables']['notification_channels']['ComputedFields']
          >
        }
        Returns: undefined
      }
      begin_history_import: {
        Args: {
          p_at: string
          p_channel: Omit<
            Database['public']['Tables']['notification_channels']['Row'],
            Database['public']['Tables']['notification_channels']['ComputedFields']
          >
        }
        Returns: {
          channel_id: string
          chats_done: number
          chats_total: number | null
          created_at: string
          finished_at: string | null
          id: string
          last_error: string | null
          messages_refused: number
          messages_stored: number
          retry_at: string | null
          since: string
          state: string
          tenant_id: string
          until: string
        }
        SetofOptions: {
          from: '*'
          to: 'history_imports'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      begin_import_attempt: { Args: { p_attempt: string; p_id: string; p_tenant_id: string }; Returns: Json }
      begin_indexing: {
        Args: { p_attempt: string; p_id: string; p_tenant_id: string; p_version: number }
        Returns: Json
      }
      begin_lead_pull: { Args: { p_now?: string; p_tenant_id: string }; Returns: Json }
      begin_lead_push: { Args: { p_lead_id: string; p_tenant_id: string }; Returns: Json }
      begin_my_checkout: { Args: { p_id: string; p_order_id: string; p_tenant_id: string }; Returns: Json }
      begin_order_checkout: { Args: { p_id: string; p_order_id: string; p_tenant_id: string }; Returns: Json }
      begin_order_invoice: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      begin_order_link: { Args: { p_order_id: string; p_tenant_id: string }; Returns: Json }
      begin_order_pix: {
        Args: { p_cpf_cnpj: string; p_id: string; p_order_id: string; p_tenant_id: string }
        Returns: Json
      }
      begin_pix: {
        Args: { p_charge_ids: string[]; p_cpf_cnpj?: string; p_id: string; p_tenant_id: string }
        Returns: Json
      }
      begin_pix_charge: {
        Args: { p_charge_ids: string[]; p_cpf_cnpj?: string; p_id: string; p_tenant_id: string }
        Returns: Json
      }
      begin_reports: { Args: { p_tenant_id: string }; Returns: undefined }
      begin_service_invoice: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      begin_test_turn: {
        Args: { p_messages: Json; p_prompt_id?: string; p_tenant_id: string; p_worker: string }
        Returns: Json
      }
      begin_turn: {
        Args: { p_now?: string; p_tenant_id: string; p_turn_id: string; p_worker: string }
        Returns: Json
      }
      begin_upload: {
        Args: {
          p_bucket?: string
          p_bytes: number
          p_copy_of?: string
          p_file_name: string
          p_folder?: string
          p_kind: string
          p_mime_type: string
          p_reply_id?: string
          p_tenant_id: string
          p_upload_id: string
        }
        Returns: {
          bucket: string
          bytes: number
          copy_of: string | null
          created_at: string
          expires_at: string | null
          file_name: string | null
          folder: string | null
          height: number | null
          id: string
          kind: string
          mime_type: string
          path: string
          quick_reply_id: string | null
          seconds: number | null
          sha256: string | null
          state: string
          tenant_id: string
          uploaded_by: string | null
          width: number | null
        }
        SetofOptions: {
          from: '*'
          to: 'media_files'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      begin_webhook_delivery: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      bill_participant: {
        Args: {
          p_again: string
          p_is_shared?: boolean
          p_patient_id: string
          p_payer_id: string
          p_session: Omit<
            Database['public']['Tables']['sessions']['Row'],
            Database['public']['Tables']['sessions']['ComputedFields']
          >
          p_status: string
        }
        Returns: undefined
      }
      bill_session: {
        Args: { p_again?: string; p_patient_id?: string; p_session_id: string; p_tenant_id: string }
        Returns: undefined
      }
      bill_unbilled: { Args: { p_from: string; p_run_id: string; p_tenant_id: string }; Returns: Json }
      birthday_in: { Args: { p_birth_date: string; p_year: number }; Returns: string }
      blocks: { Args: { p_hits: Json }; Returns: boolean }
      book_health: { Args: Record<PropertyKey, never>; Returns: Json }
      book_online: {
        Args: {
          p_form: Json
          p_form_token: string
          p_ip_hash: string
          p_link: string
          p_link_token: string
          p_slug: string
        }
        Returns: Json
      }
      book_shop_time: {
        Args: {
          p_at: string
          p_patient_id: string
          p_session_type_id: string
          p_tenant_id: string
          p_therapist_id: string
        }
        Returns: string
      }
      booking_clinic: { Args: { p_tenant_id: string }; Returns: Json }
      booking_key: { Args: { p_kind: string; p_secret: string }; Returns: string }
      booking_settings_of: {
        Args: { p_tenant_id: string }
        Returns: Database['public']['Tables']['booking_settings']['Row']
        SetofOptions: {
          from: '*'
          to: 'booking_settings'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      broadcast: { Args: { p_event: string; p_payload: Json; p_tenant_id: string }; Returns: undefined }
      broadcast_message: {
        Args: {
          m: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
          t: Omit<
            Database['public']['Tables']['conversation_threads']['Row'],
            Database['public']['Tables']['conversation_threads']['ComputedFields']
          >
        }
        Returns: undefined
      }
      business_minutes: { Args: { p_from: string; p_tenant_id: string; p_to: string }; Returns: number }
      call_function: { Args: { p_body: Json; p_name: string }; Returns: undefined }
      call_scheduled_function: { Args: { p_name: string }; Returns: undefined }
      call_tool: {
        Args: {
          p_args: Json
          p_does: boolean
          p_now: string
          p_patient_id: string
          p_tenant_id: string
          p_thread_id: string
          p_tool: Omit<
            Database['app']['Tables']['ai_tools']['Row'],
            Database['app']['Tables']['ai_tools']['ComputedFields']
          >
        }
        Returns: Json
      }
      calls_to_make: { Args: { p_now: string; p_tenant_id: string; p_therapist_id: string }; Returns: Json }
      campaign_candidates: {
        Args: { p_after?: string; p_audience: Json; p_limit?: number; p_purpose: string; p_tenant_id: string }
        Returns: {
          address: string
          contact_id: string
          name: string
          patient_id: string
          person_key: string
          phone: string
          reason: string
          thread_key: string
        }[]
      }
      campaign_channel: {
        Args: { p_tenant_id: string }
        Returns: {
          channel_id: string
          is_connected: boolean
          is_official: boolean
          label: string
          most_per_minute: number
          needs_template: boolean
          obstacle: string
          provider: string
        }[]
      }
      campaign_counts: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      campaign_fills: { Args: { p_clinic: string; p_name: string }; Returns: Json }
      campaign_job_summary: {
        Args: {
          p_job: Omit<
            Database['app']['Tables']['jobs']['Row'],
            Database['app']['Tables']['jobs']['ComputedFields']
          >
        }
        Returns: string
      }
      campaign_minutes_left: {
        Args: { p_at: string; p_from: string; p_tenant_id: string; p_to: string }
        Returns: number
      }
      campaign_moment: {
        Args: { p_at: string; p_from: string; p_tenant_id: string; p_to: string }
        Returns: string
      }
      campaign_payload: {
        Args: {
          p_campaign: Omit<
            Database['public']['Tables']['campaigns']['Row'],
            Database['public']['Tables']['campaigns']['ComputedFields']
          >
        }
        Returns: Json
      }
      campaign_people: {
        Args: { p_after: string; p_audience: Json; p_limit: number; p_tenant_id: string }
        Returns: {
          contact_id: string
          patient_id: string
          person_key: string
          thread_id: string
        }[]
      }
      campaign_price: { Args: { p_provider: string; p_tenant_id: string; p_variant: Json }; Returns: number }
      campaign_problems: {
        Args: { p_definition: Json; p_now?: string; p_tenant_id: string }
        Returns: {
          code: string
          field: string
        }[]
      }
      campaign_refusal: {
        Args: {
          p_message: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
        }
        Returns: string
      }
      campaign_report: {
        Args: {
          p_campaign: Omit<
            Database['public']['Tables']['campaigns']['Row'],
            Database['public']['Tables']['campaigns']['ComputedFields']
          >
        }
        Returns: Json
      }
      campaign_result: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      campaign_thread: { Args: { p_name: string; p_phone: string; p_tenant_id: string }; Returns: string }
      campaign_tier: { Args: { p_now?: string; p_tenant_id: string }; Returns: Json }
      campaign_variant: {
        Args: { p_address: string; p_campaign_id: string; p_definition: Json }
        Returns: string
      }
      campaigns_with_segment: {
        Args: { p_segment_id: string; p_tenant_id: string }
        Returns: {
          id: string
          name: string
        }[]
      }
      can_be_paid_online: { Args: { p_tenant_id: string }; Returns: boolean }
      cancel_online_booking: { Args: { p_ip_hash: string; p_token: string }; Returns: Json }
      cancel_sessions: {
        Args: { p_ids: string[]; p_reason: string; p_tenant_id: string }
        Returns: undefined
      }
      candidate_payload: {
        Args: {
          p_patient: Omit<
            Database['public']['Tables']['patients']['Row'],
            Database['public']['Tables']['patients']['ComputedFields']
          >
        }
        Returns: Json
      }
      cannot_tell_strangers: { Args: { p_tenant_id: string }; Returns: string }
      canonical_phone: { Args: { p_international: string }; Returns: string }
      carriers_to_ask: { Args: { p_cart: Json; p_ip_hash: string; p_slug: string }; Returns: Json }
      catalogue_text: { Args: { p_tenant_id: string }; Returns: string }
      change_conversation: {
        Args: { p_action: string; p_tenant_id: string; p_thread_key: string; p_value: Json }
        Returns: undefined
      }
      change_imported: {
        Args: {
          p_import: Omit<
            Database['public']['Tables']['imports']['Row'],
            Database['public']['Tables']['imports']['ComputedFields']
          >
          p_rows: Database['app']['CompositeTypes']['import_row'][]
        }
        Returns: undefined
      }
      change_imported_product: {
        Args: {
          p_import: Omit<
            Database['public']['Tables']['imports']['Row'],
            Database['public']['Tables']['imports']['ComputedFields']
          >
          p_row: Database['app']['CompositeTypes']['import_row']
        }
        Returns: undefined
      }
      change_lease: {
        Args: {
          p_job: Omit<
            Database['app']['Tables']['jobs']['Row'],
            Database['app']['Tables']['jobs']['ComputedFields']
          >
          p_message: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
        }
        Returns: Json
      }
      changed_fields: { Args: { p_agreed: Json; p_fields: Json }; Returns: Json }
      channel_credentials: { Args: { p_channel_id: string; p_tenant_id: string }; Returns: Json }
      channel_kinds_payload: { Args: Record<PropertyKey, never>; Returns: Json }
      channel_obstacle: { Args: { p_tenant_id: string }; Returns: string }
      channel_payload: {
        Args: {
          c: Omit<
            Database['public']['Tables']['notification_channels']['Row'],
            Database['public']['Tables']['notification_channels']['ComputedFields']
          >
          p_qr_changed?: boolean
        }
        Returns: Json
      }
      channels_of_meta_account: { Args: { p_parent_id: string }; Returns: Json }
      charge_assistant: {
        Args: { p_at: string; p_completion_tokens: number; p_prompt_tokens: number; p_tenant_id: string }
        Returns: number
      }
      charge_bill: {
        Args: {
          p_bill: Omit<
            Database['public']['Tables']['session_bills']['Row'],
            Database['public']['Tables']['session_bills']['ComputedFields']
          >
          p_payer_id: string
        }
        Returns: string
      }
      charge_embeddings: { Args: { p_now?: string; p_tenant_id: string; p_tokens: number }; Returns: boolean }
      charge_message: {
        Args: {
          p_may_owe?: boolean
          p_message: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
        }
        Returns: undefined
      }
      charge_rows: {
        Args: { p_ids: string[]; p_tenant_id: string }
        Returns: {
          amount_cents: number
          due_on: string
          id: string
          is_overdue: boolean
          note: string
          origin: string
          paid_cents: number
          patient_id: string
          patient_name: string
          payer_id: string
          payer_name: string
          session_id: string
          starts_local: string
          state: string
          therapist_id: string
          therapist_name: string
          thread_key: string
          type_name: string
        }[]
      }
      charges_condition: { Args: Record<PropertyKey, never>; Returns: string }
      charges_of_rule: {
        Args: {
          p_rule: Omit<
            Database['public']['Tables']['payout_rules']['Row'],
            Database['public']['Tables']['payout_rules']['ComputedFields']
          >
        }
        Returns: string[]
      }
      check_audit_chain: {
        Args: { p_tenant_id: string }
        Returns: {
          fault: string
          id: string
          seq: number
        }[]
      }
      check_audits: { Args: Record<PropertyKey, never>; Returns: number }
      check_books: { Args: Record<PropertyKey, never>; Returns: number }
      check_clinic: { Args: { p_now?: string; p_tenant_id: string }; Returns: undefined }
      check_clinic_export: {
        Args: { p_subject: Json; p_tenant_id: string; p_user_id: string }
        Returns: Json
      }
      check_erasure_certificate: {
        Args: { p_subject: Json; p_tenant_id: string; p_user_id: string }
        Returns: Json
      }
      check_imported_deals: {
        Args: {
          p_options: Json
          p_rows: Database['app']['CompositeTypes']['import_row'][]
          p_tenant_id: string
        }
        Returns: {
          n: number
          problem: string
        }[]
      }
      check_imported_patients: {
        Args: {
          p_options: Json
          p_rows: Database['app']['CompositeTypes']['import_row'][]
          p_tenant_id: string
        }
        Returns: {
          n: number
          problem: string
        }[]
      }
      check_intake_condition: { Args: { p_earlier: string[]; p_when: Json }; Returns: undefined }
      check_list_export: { Args: { p_subject: Json; p_tenant_id: string; p_user_id: string }; Returns: Json }
      check_operations: { Args: { p_now?: string }; Returns: number }
      check_person_export: {
        Args: { p_subject: Json; p_tenant_id: string; p_user_id: string }
        Returns: Json
      }
      check_privacy: { Args: { p_now?: string; p_tenant_id: string }; Returns: undefined }
      check_receipt_lines: { Args: { p_id: string; p_lines: Json; p_tenant_id: string }; Returns: undefined }
      check_therapist_export: {
        Args: { p_subject: Json; p_tenant_id: string; p_user_id: string }
        Returns: Json
      }
      checked_body: {
        Args: { p_body: string; p_is_optional?: boolean; p_is_template: boolean }
        Returns: string
      }
      checked_buyer: { Args: { p_buyer: Json; p_quote: Json }; Returns: Json }
      checked_campaign: { Args: { p_definition: Json }; Returns: Json }
      checked_choices: {
        Args: {
          p_body: string
          p_choices: Json
          p_client_id: string
          p_kind: Omit<
            Database['public']['Tables']['channel_kinds']['Row'],
            Database['public']['Tables']['channel_kinds']['ComputedFields']
          >
        }
        Returns: Json
      }
      checked_contacts: { Args: { p_contacts: Json }; Returns: Json }
      checked_content: {
        Args: {
          p_body: string
          p_by: string
          p_client_id: string
          p_content: Json
          p_provider: string
          p_tenant_id: string
        }
        Returns: Json
      }
      checked_custom: {
        Args: { p_before?: Json; p_custom: Json; p_entity: string; p_tenant_id: string }
        Returns: Json
      }
      checked_export: {
        Args: { p_kind: string; p_subject: Json; p_tenant_id: string; p_user_id: string }
        Returns: Json
      }
      checked_forward: { Args: { p_content: Json; p_provider: string; p_tenant_id: string }; Returns: Json }
      checked_intake_address: { Args: { p_value: Json }; Returns: Json }
      checked_intake_answer: { Args: { p_question: Json; p_today: string; p_value: Json }; Returns: Json }
      checked_intake_answers: {
        Args: { p_answers: Json; p_definition: Json; p_today: string }
        Returns: Json
      }
      checked_intake_definition: { Args: { p_definition: Json }; Returns: Json }
      checked_intake_question: {
        Args: { p_earlier: string[]; p_fields: string[]; p_is_clinical: boolean; p_question: Json }
        Returns: Json
      }
      checked_online_form: { Args: { p_form: Json; p_has_notice: boolean }; Returns: Json }
      checked_privacy_form: { Args: { p_form: Json; p_today: string }; Returns: Json }
      checked_quick_reply_body: { Args: { p_body: string; p_may_be_empty: boolean }; Returns: string }
      checked_reply_file: {
        Args: { p_body: string; p_by: string; p_content: Json; p_provider: string; p_tenant_id: string }
        Returns: Json
      }
      checked_template_variables: {
        Args: {
          p_given: Json
          p_template: Omit<
            Database['public']['Tables']['message_templates']['Row'],
            Database['public']['Tables']['message_templates']['ComputedFields']
          >
        }
        Returns: Json
      }
      checked_text: { Args: { p_body: string; p_is_template?: boolean }; Returns: string }
      checked_upload: {
        Args: { p_body: string; p_by: string; p_content: Json; p_provider: string; p_tenant_id: string }
        Returns: Json
      }
      checked_weekly: { Args: { p_weekly: Json }; Returns: Json }
      checkout_to_expire: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      checkouts_to_ask: { Args: { p_order_id: string; p_tenant_id: string }; Returns: Json }
      choice_made: {
        Args: {
          p_answer: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
          p_asked: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
        }
        Returns: number
      }
      claim_echo: {
        Args: {
          p_at: string
          p_body: string
          p_channel_id: string
          p_kind: string
          p_provider_message_id: string
          p_tenant_id: string
          p_thread_id: string
        }
        Returns: string
      }
      claim_jobs: { Args: { p_lease_seconds?: number; p_limit: number }; Returns: Json }
      claim_purchase_check: { Args: { p_purchase_id: string; p_tenant_id: string }; Returns: boolean }
      claim_purchases_to_check: {
        Args: { p_limit: number }
        Returns: Database['public']['Tables']['whatsapp_credit_purchases']['Row'][]
        SetofOptions: {
          from: '*'
          to: 'whatsapp_credit_purchases'
          isOneToOne: false
          isSetofReturn: true
        }
      }
      claim_reference: {
        Args: { p_kind: string; p_ledger: string; p_reference: string; p_tenant_id: string }
        Returns: boolean
      }
      claim_route: {
        Args: { p_channel_id: string; p_identity: string; p_kind: string; p_tenant_id: string }
        Returns: boolean
      }
      clinic_days: {
        Args: { p_from: string; p_tenant_id: string; p_therapist_ids?: string[]; p_to: string }
        Returns: {
          booked_minutes: number
          cancelled_early: number
          cancelled_late: number
          charged_cents: number
          day: string
          drop_outs: number
          excused: number
          held: number
          missed: number
          new_patients: number
          offered_minutes: number
          open_cents: number
          received_cents: number
          tenant_id: string
          therapist_id: string
        }[]
        SetofOptions: {
          from: '*'
          to: 'clinic_day_summaries'
          isOneToOne: false
          isSetofReturn: true
        }
      }
      clinic_is_open: { Args: { p_at: string; p_tenant_id: string }; Returns: boolean }
      clinic_today: { Args: { p_tenant_id: string }; Returns: string }
      clinic_zone: { Args: { p_tenant_id: string }; Returns: string }
      clock_minutes: { Args: { p_from: string; p_to: string }; Returns: number }
      close_alert_notifications: { Args: { p_alert_ids: string[]; p_tenant_id: string }; Returns: undefined }
      close_campaign: {
        Args: {
          p_campaign: Omit<
            Database['public']['Tables']['campaigns']['Row'],
            Database['public']['Tables']['campaigns']['ComputedFields']
          >
          p_now: string
        }
        Returns: undefined
      }
      close_charge: {
        Args: { p_charge_id: string; p_id?: string; p_note: string; p_tenant_id: string }
        Returns: string[]
      }
      close_credit_purchase: {
        Args: { p_purchase_id: string; p_status: string; p_tenant_id: string }
        Returns: Database['public']['Tables']['whatsapp_credit_purchases']['Row']
        SetofOptions: {
          from: '*'
          to: 'whatsapp_credit_purchases'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      close_pix_charge: { Args: { p_id: string; p_status: string; p_tenant_id: string }; Returns: undefined }
      close_reminder: {
        Args: {
          p_reason: string
          p_reminder: Omit<
            Database['public']['Tables']['conversation_session_reminders_logs']['Row'],
            Database['public']['Tables']['conversation_session_reminders_logs']['ComputedFields']
          >
        }
        Returns: undefined
      }
      close_scheduled: {
        Args: {
          p_message_id?: string
          p_reason: string
          p_scheduled: Omit<
            Database['public']['Tables']['scheduled_messages']['Row'],
            Database['public']['Tables']['scheduled_messages']['ComputedFields']
          >
          p_status: string
        }
        Returns: Database['public']['Tables']['scheduled_messages']['Row']
        SetofOptions: {
          from: '*'
          to: 'scheduled_messages'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      close_turn: {
        Args: {
          p_now: string
          p_reason: string
          p_state: string
          p_turn: Omit<
            Database['public']['Tables']['ai_turns']['Row'],
            Database['public']['Tables']['ai_turns']['ComputedFields']
          >
        }
        Returns: undefined
      }
      close_waiting_slot: {
        Args: { p_id: string; p_offers: string; p_status: string; p_tenant_id: string }
        Returns: undefined
      }
      close_workflow_step: {
        Args: {
          p_did: Json
          p_now: string
          p_plan: Json
          p_run: Omit<
            Database['public']['Tables']['workflow_runs']['Row'],
            Database['public']['Tables']['workflow_runs']['ComputedFields']
          >
          p_step: Omit<
            Database['public']['Tables']['workflow_steps']['Row'],
            Database['public']['Tables']['workflow_steps']['ComputedFields']
          >
        }
        Returns: undefined
      }
      closing_invoices: { Args: { p_begin: string; p_end: string; p_tenant_id: string }; Returns: Json }
      closing_money: { Args: { p_from: string; p_tenant_id: string; p_to: string }; Returns: Json }
      column_after: { Args: { p_column: string; p_happening: string; p_status: string }; Returns: string }
      complete_export: {
        Args: {
          p_attempt: string
          p_bytes: number
          p_id: string
          p_path: string
          p_sha256: string
          p_tenant_id: string
        }
        Returns: boolean
      }
      complete_lead_push: {
        Args: {
          p_job_id: number
          p_lead_id: string
          p_lease_token: string
          p_result: Json
          p_tenant_id: string
        }
        Returns: string
      }
      complete_media_fetch: {
        Args: {
          p_details?: Json
          p_job_id: number
          p_lease_token: string
          p_outcome: string
          p_tenant_id: string
        }
        Returns: string
      }
      complete_media_removal: {
        Args: { p_job_id: number; p_lease_token: string; p_tenant_id: string }
        Returns: boolean
      }
      complete_media_upload: {
        Args: { p_is_taken: boolean; p_tenant_id: string; p_upload_id: string }
        Returns: boolean
      }
      complete_message_change: {
        Args: {
          p_details?: Json
          p_job_id: number
          p_lease_token: string
          p_outcome: string
          p_tenant_id: string
        }
        Returns: Json
      }
      complete_order_invoice: {
        Args: { p_id: string; p_outcome: Json; p_tenant_id: string }
        Returns: string
      }
      complete_picture_fetch: {
        Args: {
          p_details?: Json
          p_job_id: number
          p_lease_token: string
          p_outcome: string
          p_tenant_id: string
        }
        Returns: string
      }
      complete_send: {
        Args: {
          p_error_code?: string
          p_error_detail?: string
          p_job_id: number
          p_lease_token: string
          p_outcome: string
          p_provider_message_id?: string
          p_retry_after_seconds?: number
          p_tenant_id: string
        }
        Returns: Json
      }
      complete_service_invoice: {
        Args: { p_id: string; p_outcome: Json; p_tenant_id: string }
        Returns: string
      }
      complete_token_renewal: {
        Args: {
          p_credentials?: Json
          p_details?: Json
          p_job_id: number
          p_lease_token: string
          p_outcome: string
          p_tenant_id: string
        }
        Returns: string
      }
      complete_workflow_call: {
        Args: { p_error: string; p_id: string; p_now?: string; p_status: number; p_tenant_id: string }
        Returns: boolean
      }
      configure_evolution_channel: {
        Args: {
          p_api_key_sha256: string
          p_credentials: Json
          p_display_name?: string
          p_external_id: string
          p_instance_id?: string
          p_owner_phone?: string
          p_secret_sha256: string
          p_server_url: string
          p_tenant_id: string
          p_webhook_url: string
        }
        Returns: Json
      }
      configure_meta_channel: {
        Args: { p_account: Json; p_credentials: Json; p_kind: string; p_tenant_id: string }
        Returns: Json
      }
      configure_twilio_channel: {
        Args: {
          p_account_sid: string
          p_credentials: Json
          p_messaging_service_sid: string
          p_sender_phone: string
          p_tenant_id: string
        }
        Returns: Json
      }
      connect_carrier: {
        Args: {
          p_credentials: Json
          p_extra_cents: number
          p_extra_days: number
          p_id: string
          p_key_hint: string
          p_origin_cep: string
          p_provider: string
          p_tenant_id: string
        }
        Returns: Json
      }
      connect_dinamize: {
        Args: { p_credentials?: Json; p_id: string; p_settings: Json; p_tenant_id: string }
        Returns: Json
      }
      connect_pix_account: {
        Args: {
          p_credentials: Json
          p_environment: string
          p_id: string
          p_key_hint: string
          p_tenant_id: string
          p_webhook_sha256: string
        }
        Returns: Json
      }
      connect_stripe: {
        Args: {
          p_account_ref: string
          p_credentials: Json
          p_display_name: string
          p_id: string
          p_key_hint: string
          p_livemode: boolean
          p_tenant_id: string
        }
        Returns: Json
      }
      contact_matches: {
        Args: { p_emails: string[]; p_full_name: string; p_phones: string[]; p_tenant_id: string }
        Returns: {
          entity: string
          id: string
          is_sure: boolean
          name: string
          reasons: string[]
        }[]
      }
      contact_of_conversation: {
        Args: {
          p_tenant_id: string
          p_thread: Omit<
            Database['public']['Tables']['conversation_threads']['Row'],
            Database['public']['Tables']['conversation_threads']['ComputedFields']
          >
        }
        Returns: string
      }
      contact_of_patient: {
        Args: { p_origin?: string; p_patient_id: string; p_tenant_id: string }
        Returns: string
      }
      contact_of_thread: { Args: { p_tenant_id: string; p_thread_id: string }; Returns: string }
      contacts_of: {
        Args: { p_entity_id: string; p_entity_type: string; p_tenant_id: string }
        Returns: Json
      }
      conversation_resource: {
        Args: {
          p_thread: Omit<
            Database['public']['Tables']['conversation_threads']['Row'],
            Database['public']['Tables']['conversation_threads']['ComputedFields']
          >
        }
        Returns: Json
      }
      correct_order_invoices: {
        Args: {
          p_cancelled: Omit<
            Database['public']['Tables']['order_invoices']['Row'],
            Database['public']['Tables']['order_invoices']['ComputedFields']
          >
          p_order: Omit<
            Database['public']['Tables']['orders']['Row'],
            Database['public']['Tables']['orders']['ComputedFields']
          >
        }
        Returns: undefined
      }
      council_of: { Args: { p_tenant_id: string; p_user_id: string }; Returns: string }
      count_assistant: { Args: { p_at: string; p_by: Json; p_tenant_id: string }; Returns: undefined }
      count_clinic_days: {
        Args: { p_from: string; p_tenant_id: string; p_therapist_ids?: string[]; p_to: string }
        Returns: {
          booked_minutes: number
          cancelled_early: number
          cancelled_late: number
          charged_cents: number
          day: string
          drop_outs: number
          excused: number
          held: number
          missed: number
          new_patients: number
          offered_minutes: number
          open_cents: number
          received_cents: number
          tenant_id: string
          therapist_id: string
        }[]
        SetofOptions: {
          from: '*'
          to: 'clinic_day_summaries'
          isOneToOne: false
          isSetofReturn: true
        }
      }
      count_future_sessions: { Args: { p_patient_id: string; p_tenant_id: string }; Returns: number }
      count_late_message: {
        Args: {
          p_action: Json
          p_message: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
        }
        Returns: undefined
      }
      count_report_days: {
        Args: { p_tenant_id: string }
        Returns: {
          channel_id: string
          day: string
          measure: string
          number: number
          person_id: string
          slot: number
          total: number
        }[]
      }
      count_retention: {
        Args: {
          p_days: number
          p_now: string
          p_target: Omit<
            Database['app']['Tables']['retention_targets']['Row'],
            Database['app']['Tables']['retention_targets']['ComputedFields']
          >
          p_tenant_id: string
        }
        Returns: number
      }
      count_sealed: {
        Args: Record<PropertyKey, never>
        Returns: {
          key_id: string
          secrets: number
          store: string
        }[]
      }
      count_unread: { Args: { p_tenant_id: string }; Returns: number }
      cover_bill: {
        Args: {
          p_again: boolean
          p_new: Omit<
            Database['public']['Tables']['session_bills']['Row'],
            Database['public']['Tables']['session_bills']['ComputedFields']
          >
          p_old: Omit<
            Database['public']['Tables']['session_bills']['Row'],
            Database['public']['Tables']['session_bills']['ComputedFields']
          >
        }
        Returns: Database['public']['Tables']['session_bills']['Row']
        SetofOptions: {
          from: '*'
          to: 'session_bills'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      cover_sessions: {
        Args: { p_from: string; p_patient_id: string; p_tenant_id: string }
        Returns: undefined
      }
      create_automation_message: {
        Args: {
          p_body: string
          p_client_id: string
          p_content?: Json
          p_reason: string
          p_template?: Json
          p_tenant_id: string
          p_thread_key: string
        }
        Returns: Json
      }
      create_automation_text: {
        Args: {
          p_body: string
          p_client_id: string
          p_reason: string
          p_template: Json
          p_tenant_id: string
          p_thread_key: string
        }
        Returns: Json
      }
      create_outbound_message: {
        Args: {
          p_body: string
          p_client_id: string
          p_content?: Json
          p_reply_to?: string
          p_template?: Json
          p_tenant_id: string
          p_thread_key: string
        }
        Returns: Json
      }
      credit_deposits: { Args: { p_order_id: string; p_tenant_id: string }; Returns: undefined }
      credit_faults: {
        Args: Record<PropertyKey, never>
        Returns: {
          fault: string
          tenant_id: string
        }[]
      }
      credit_of: { Args: { p_payer_id: string; p_tenant_id: string }; Returns: number }
      credit_runway: { Args: { p_now: string; p_tenant_id: string }; Returns: Record<string, unknown> }
      credits_of: { Args: { p_category: string; p_kind: string }; Returns: number }
      credits_payload: {
        Args: {
          p_balance: Omit<
            Database['public']['Tables']['whatsapp_credits_balance']['Row'],
            Database['public']['Tables']['whatsapp_credits_balance']['ComputedFields']
          >
        }
        Returns: Json
      }
      credits_refunded: {
        Args: {
          p_payment: Json
          p_purchase: Omit<
            Database['public']['Tables']['whatsapp_credit_purchases']['Row'],
            Database['public']['Tables']['whatsapp_credit_purchases']['ComputedFields']
          >
        }
        Returns: number
      }
      csat_of: { Args: { p_prompt_id?: string; p_since: string; p_tenant_id: string }; Returns: Json }
      dashboard_answers: {
        Args: { p_days: unknown; p_person_ids: string[]; p_tenant_id: string }
        Returns: Json
      }
      dashboard_faults: {
        Args: { p_days?: number }
        Returns: {
          fault: string
          tenant_id: string
        }[]
      }
      dashboard_numbers: {
        Args: {
          p_sees_money: boolean
          p_sums: Omit<
            Database['app']['Tables']['clinic_day_summaries']['Row'],
            Database['app']['Tables']['clinic_day_summaries']['ComputedFields']
          >
        }
        Returns: Json
      }
      dashboard_period: {
        Args: { p_back: string; p_from: string; p_to: string; p_unit: string }
        Returns: unknown
      }
      deactivate_channel: { Args: { p_channel_id: string; p_tenant_id: string }; Returns: Json }
      deal_rows: { Args: { p_ids: string[]; p_tenant_id: string }; Returns: Json }
      default_intake_definition: { Args: Record<PropertyKey, never>; Returns: Json }
      default_place: { Args: { p_tenant_id: string }; Returns: string }
      delay_history_import: {
        Args: {
          p_detail: string
          p_error: string
          p_job_id: number
          p_lease_token: string
          p_permanent: boolean
          p_retry_after_seconds: number
          p_tenant_id: string
        }
        Returns: string
      }
      delete_cancelled_tenant: { Args: { p_now?: string; p_tenant_id: string }; Returns: boolean }
      deposit_is_over: { Args: { p_order_id: string; p_tenant_id: string }; Returns: boolean }
      deposit_of_booking: {
        Args: { p_patient_id: string; p_session_id: string; p_tenant_id: string }
        Returns: Json
      }
      dinamize_session: { Args: { p_tenant_id: string }; Returns: Json }
      do_workflow_step: {
        Args: {
          p_definition: Json
          p_now: string
          p_plan: Json
          p_run: Omit<
            Database['public']['Tables']['workflow_runs']['Row'],
            Database['public']['Tables']['workflow_runs']['ComputedFields']
          >
          p_step: Omit<
            Database['public']['Tables']['workflow_steps']['Row'],
            Database['public']['Tables']['workflow_steps']['ComputedFields']
          >
        }
        Returns: Json
      }
      document_body: { Args: { p_body: string }; Returns: string }
      document_content: {
        Args: {
          d: Omit<
            Database['public']['Tables']['patient_documents']['Row'],
            Database['public']['Tables']['patient_documents']['ComputedFields']
          >
        }
        Returns: string
      }
      document_payload: {
        Args: {
          d: Omit<
            Database['public']['Tables']['patient_documents']['Row'],
            Database['public']['Tables']['patient_documents']['ComputedFields']
          >
        }
        Returns: Json
      }
      draft_payload: {
        Args: {
          d: Omit<
            Database['public']['Tables']['conversation_drafts']['Row'],
            Database['public']['Tables']['conversation_drafts']['ComputedFields']
          >
        }
        Returns: Json
      }
      drop_evaluation_turns: { Args: { p_run_id: string; p_tenant_id: string }; Returns: undefined }
      drop_out_rule: {
        Args: Record<PropertyKey, never>
        Returns: {
          rhythm_sessions: number
          rhythm_weeks: number
          silent_weeks: number
        }[]
      }
      drop_push_subscription: { Args: { p_id: string; p_tenant_id: string }; Returns: undefined }
      duration_numbers: {
        Args: { p_median: number; p_number: number; p_p90: number; p_total: number; p_within: number }
        Returns: Json
      }
      duration_slot: { Args: { p_minutes: number }; Returns: number }
      easter: { Args: { p_year: number }; Returns: string }
      email_job_summary: {
        Args: {
          p_job: Omit<
            Database['app']['Tables']['jobs']['Row'],
            Database['app']['Tables']['jobs']['ComputedFields']
          >
        }
        Returns: string
      }
      embed_with: { Args: { p_model: string; p_tenant_id: string }; Returns: undefined }
      embedding_account: { Args: { p_model: string; p_tenant_id: string }; Returns: Json }
      end_campaign_job: {
        Args: {
          p_job: Omit<
            Database['app']['Tables']['jobs']['Row'],
            Database['app']['Tables']['jobs']['ComputedFields']
          >
          p_sends: Json
        }
        Returns: Json
      }
      end_evaluation: {
        Args: {
          p_failure: string
          p_run: Omit<
            Database['public']['Tables']['ai_evaluation_runs']['Row'],
            Database['public']['Tables']['ai_evaluation_runs']['ComputedFields']
          >
          p_state: string
        }
        Returns: undefined
      }
      end_history_import: {
        Args: { p_error?: string; p_import_id: string; p_state: string; p_tenant_id: string }
        Returns: {
          channel_id: string
          chats_done: number
          chats_total: number | null
          created_at: string
          finished_at: string | null
          id: string
          last_error: string | null
          messages_refused: number
          messages_stored: number
          retry_at: string | null
          since: string
          state: string
          tenant_id: string
          until: string
        }
        SetofOptions: {
          from: '*'
          to: 'history_imports'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      end_holds: {
        Args: { p_owner_id: string; p_owner_kind: string; p_state: string; p_tenant_id: string }
        Returns: number
      }
      end_import: {
        Args: { p_attempt: string; p_failure?: string; p_id: string; p_tenant_id: string }
        Returns: boolean
      }
      end_indexing: {
        Args: { p_attempt: string; p_failure?: string; p_id: string; p_tenant_id: string; p_version: number }
        Returns: boolean
      }
      end_lost_assists: { Args: { p_tenant_id: string }; Returns: undefined }
      end_order: {
        Args: {
          p_how: string
          p_order: Omit<
            Database['public']['Tables']['orders']['Row'],
            Database['public']['Tables']['orders']['ComputedFields']
          >
        }
        Returns: undefined
      }
      end_seats: {
        Args: { p_owner_id: string; p_owner_kind: string; p_state: string; p_tenant_id: string }
        Returns: number
      }
      end_series_before: {
        Args: {
          p_day: string
          p_n: number
          r: Omit<
            Database['public']['Tables']['session_series']['Row'],
            Database['public']['Tables']['session_series']['ComputedFields']
          >
        }
        Returns: undefined
      }
      end_webhook_attempt: {
        Args: {
          p_attempt: Json
          p_id: string
          p_job_id: number
          p_lease_token: string
          p_now?: string
          p_tenant_id: string
        }
        Returns: string
      }
      end_workflow_run: {
        Args: {
          p_now: string
          p_reason: string
          p_run: Omit<
            Database['public']['Tables']['workflow_runs']['Row'],
            Database['public']['Tables']['workflow_runs']['ComputedFields']
          >
          p_state: string
        }
        Returns: undefined
      }
      enqueue_at: {
        Args: { p_at: string; p_kind: string; p_payload: Json; p_tenant_id: string }
        Returns: undefined
      }
      enqueue_campaign: { Args: { p_id: string; p_run_at?: string; p_tenant_id: string }; Returns: undefined }
      enqueue_indexing: {
        Args: { p_id: string; p_tenant_id: string }
        Returns: Database['public']['Tables']['ai_documents']['Row']
        SetofOptions: {
          from: '*'
          to: 'ai_documents'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      enqueue_lead_pulls: { Args: { p_tenant_id?: string }; Returns: number }
      enqueue_message: {
        Args: {
          p_body: string
          p_client_id: string
          p_content?: Json
          p_origin: string
          p_reply_to: string
          p_sent_by: string
          p_template?: Json
          p_thread: Omit<
            Database['public']['Tables']['conversation_threads']['Row'],
            Database['public']['Tables']['conversation_threads']['ComputedFields']
          >
        }
        Returns: Json
      }
      enqueue_monthly_fees: { Args: Record<PropertyKey, never>; Returns: number }
      enqueue_purchase_suggestions: { Args: Record<PropertyKey, never>; Returns: number }
      enqueue_retention: { Args: Record<PropertyKey, never>; Returns: number }
      enqueue_token_renewals: { Args: { p_now?: string }; Returns: number }
      ensure_catalogue: { Args: { p_tenant_id: string }; Returns: undefined }
      enter_workflow_step: {
        Args: {
          p_at?: string
          p_now: string
          p_run: Omit<
            Database['public']['Tables']['workflow_runs']['Row'],
            Database['public']['Tables']['workflow_runs']['ComputedFields']
          >
          p_step_id: string
        }
        Returns: undefined
      }
      erase_audit_details: {
        Args: { p_entity: string; p_entity_id: string; p_tenant_id: string }
        Returns: number
      }
      erase_rows: {
        Args: {
          p_data: Omit<
            Database['app']['Tables']['personal_data']['Row'],
            Database['app']['Tables']['personal_data']['ComputedFields']
          >
          p_limit: number
          p_scope: Json
          p_tenant_id: string
        }
        Returns: number
      }
      erasure_plan: { Args: { p_patient_id: string; p_tenant_id: string }; Returns: Json }
      evaluation_figures: { Args: { p_run_id: string; p_tenant_id: string }; Returns: Json }
      evaluation_json: {
        Args: {
          p_run: Omit<
            Database['public']['Tables']['ai_evaluation_runs']['Row'],
            Database['public']['Tables']['ai_evaluation_runs']['ComputedFields']
          >
        }
        Returns: Json
      }
      evaluation_marks: {
        Args: { p_answer: string; p_expected: Json; p_is_attack: boolean; p_result: Json }
        Returns: Json
      }
      evaluation_summary: {
        Args: {
          p_job: Omit<
            Database['app']['Tables']['jobs']['Row'],
            Database['app']['Tables']['jobs']['ComputedFields']
          >
        }
        Returns: string
      }
      event_payload: {
        Args: {
          e: Omit<
            Database['app']['Tables']['conversation_events']['Row'],
            Database['app']['Tables']['conversation_events']['ComputedFields']
          >
        }
        Returns: Json
      }
      expand_rule: {
        Args: {
          p_count: number
          p_freq: string
          p_nth: number
          p_start: string
          p_until: string
          p_weekdays: string[]
        }
        Returns: {
          day: string
          n: number
        }[]
      }
      expected_payouts: {
        Args: { p_month: string; p_tenant_id: string; p_therapist_id: string }
        Returns: {
          charge_id: string
          due_on: string
          expected_cents: number
          fixed_cents: number
          open_cents: number
          percent: number
          therapist_id: string
        }[]
      }
      expire_order: { Args: { p_now?: string; p_order_id: string; p_tenant_id: string }; Returns: string }
      expired_units: {
        Args: { p_place_id: string; p_tenant_id: string; p_variant_id: string }
        Returns: number
      }
      fail_job: {
        Args: {
          p_error: string
          p_job_id: number
          p_lease_token: string
          p_permanent: boolean
          p_retry_after_seconds: number
          p_tenant_id: string
        }
        Returns: string
      }
      fail_message: {
        Args: { p_code: string; p_detail: string; p_message_id: string; p_tenant_id: string }
        Returns: Database['public']['Tables']['conversation_messages']['Row']
        SetofOptions: {
          from: '*'
          to: 'conversation_messages'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      faq_questions: {
        Args: { p_tenant_id: string }
        Returns: {
          document_id: string
          question: string
        }[]
      }
      files_of_removed_clinics: { Args: { p_limit?: number }; Returns: Json }
      fill_campaign: { Args: { p_fills: Json; p_tenant_id: string; p_variant: Json }; Returns: Json }
      fill_reminder: { Args: { p_text: string; p_words: Json }; Returns: string }
      find_conversations: { Args: { p_search: string; p_tenant_id: string }; Returns: string[] }
      find_entries: {
        Args: {
          p_kinds: string[]
          p_limit: number
          p_near?: string[]
          p_reach?: number
          p_search: string
          p_tenant_id: string
        }
        Returns: {
          distance: number
          kind: string
          record_id: string
          title: string
        }[]
      }
      find_messages: {
        Args: {
          p_assigned_to: string
          p_before_at: string
          p_before_id: string
          p_channel_id: string
          p_direction: string
          p_from: string
          p_has_media: boolean
          p_limit: number
          p_query: unknown
          p_reach?: number[]
          p_tag_id: string
          p_tenant_id: string
          p_thread_id: string
        }
        Returns: {
          body: string
          contact_name: string
          direction: string
          kind: string
          message_id: string
          occurred_at: string
          phone: string
          thread_id: string
          thread_key: string
        }[]
      }
      find_money: {
        Args: {
          p_cents: number
          p_has_people: boolean
          p_kind: string
          p_limit: number
          p_patients: string[]
          p_payers: string[]
          p_tenant_id: string
          p_therapist_id: string
        }
        Returns: {
          detail: Json
          id: string
          patient_id: string
          title: string
        }[]
      }
      find_people: { Args: { p_kind: string; p_search: string; p_tenant_id: string }; Returns: string[] }
      find_sessions: {
        Args: {
          p_limit: number
          p_now?: string
          p_people: string[]
          p_search: string
          p_tenant_id: string
          p_therapist_id: string
        }
        Returns: {
          body: string
          detail: Json
          id: string
          patient_id: string
          starts_at: string
          title: string
        }[]
      }
      finish_assist: { Args: { p_id: string; p_result: Json; p_tenant_id: string }; Returns: boolean }
      finish_erasure: {
        Args: {
          p_erasure: Omit<
            Database['public']['Tables']['erasures']['Row'],
            Database['public']['Tables']['erasures']['ComputedFields']
          >
        }
        Returns: undefined
      }
      finish_job: { Args: { p_job_id: number; p_lease_token: string; p_tenant_id: string }; Returns: boolean }
      finish_test_turn: {
        Args: {
          p_now: string
          p_result: Json
          p_turn: Omit<
            Database['public']['Tables']['ai_turns']['Row'],
            Database['public']['Tables']['ai_turns']['ComputedFields']
          >
        }
        Returns: Json
      }
      finish_turn: {
        Args: { p_now?: string; p_result: Json; p_tenant_id: string; p_turn_id: string; p_worker: string }
        Returns: Json
      }
      finished_turn: {
        Args: {
          p_thread: Omit<
            Database['public']['Tables']['conversation_threads']['Row'],
            Database['public']['Tables']['conversation_threads']['ComputedFields']
          >
          p_turn: Omit<
            Database['public']['Tables']['ai_turns']['Row'],
            Database['public']['Tables']['ai_turns']['ComputedFields']
          >
        }
        Returns: Json
      }
      first_name: {
        Args: { p_keys: string[]; p_name: string; p_source: string; p_tenant_id: string }
        Returns: Record<string, unknown>
      }
      first_open_session: {
        Args: { p_series_id: string; p_tenant_id: string }
        Returns: Database['public']['Tables']['sessions']['Row']
        SetofOptions: {
          from: '*'
          to: 'sessions'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      first_uuid_of: { Args: { p_moment: string }; Returns: string }
      fiscal_payer: { Args: { p_payer_id: string; p_tenant_id: string }; Returns: Json }
      fiscal_provider: { Args: { p_tenant_id: string; p_therapist_id: string }; Returns: Json }
      fit_order_invoices: {
        Args: {
          p_order: Omit<
            Database['public']['Tables']['orders']['Row'],
            Database['public']['Tables']['orders']['ComputedFields']
          >
          p_reason: string
        }
        Returns: undefined
      }
      fold_report_changes: { Args: { p_tenant_id: string }; Returns: number }
      fold_reports: { Args: Record<PropertyKey, never>; Returns: number }
      fold_text: { Args: { p_text: string }; Returns: string }
      follow_deposit: { Args: { p_order_id: string; p_tenant_id: string }; Returns: string }
      follow_waiting_link: {
        Args: { p_ip_hash: string; p_now?: string; p_token: string; p_yes?: boolean }
        Returns: Json
      }
      forget_document: { Args: { p_id: string; p_tenant_id: string }; Returns: boolean }
      forget_export_files: {
        Args: { p_id: string; p_paths: string[]; p_tenant_id: string }
        Returns: undefined
      }
      forget_import: {
        Args: { p_id: string; p_limit?: number; p_now?: string; p_tenant_id: string }
        Returns: boolean
      }
      forget_merges: { Args: Record<PropertyKey, never>; Returns: undefined }
      forget_second_factor: { Args: { p_kept_session: string; p_user_id: string }; Returns: undefined }
      forget_webhooks: { Args: Record<PropertyKey, never>; Returns: undefined }
      found_tenant: {
        Args: { p_name: string; p_owner: string; p_time_zone: string }
        Returns: Database['public']['Tables']['tenants']['Row']
        SetofOptions: {
          from: '*'
          to: 'tenants'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      free_order_times: { Args: { p_order_id: string; p_tenant_id: string }; Returns: number }
      get_erasure_report: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      get_intake_invite_info: { Args: { p_ip_hash: string; p_token: string }; Returns: Json }
      give_back: {
        Args: {
          p_refund: Omit<
            Database['public']['Tables']['money_entries']['Row'],
            Database['public']['Tables']['money_entries']['ComputedFields']
          >
        }
        Returns: undefined
      }
      give_contact_to_patient: {
        Args: { p_id: string; p_patient_id: string; p_tenant_id: string }
        Returns: undefined
      }
      give_coupon_back: {
        Args: {
          p_order: Omit<
            Database['public']['Tables']['orders']['Row'],
            Database['public']['Tables']['orders']['ComputedFields']
          >
        }
        Returns: undefined
      }
      give_goods: { Args: { p_order_id: string; p_tenant_id: string }; Returns: undefined }
      give_intake: { Args: { p_tenant_id: string }; Returns: undefined }
      give_order_back: {
        Args: {
          p_amount_cents: number
          p_id: string
          p_kind: string
          p_method: string
          p_order: Omit<
            Database['public']['Tables']['orders']['Row'],
            Database['public']['Tables']['orders']['ComputedFields']
          >
          p_reason: string
        }
        Returns: undefined
      }
      give_sales: { Args: { p_tenant_id: string }; Returns: undefined }
      give_seats_back: {
        Args: { p_order_id: string; p_slots?: Json; p_tenant_id: string }
        Returns: undefined
      }
      give_unit_back: {
        Args: {
          p_bill: Omit<
            Database['public']['Tables']['session_bills']['Row'],
            Database['public']['Tables']['session_bills']['ComputedFields']
          >
        }
        Returns: undefined
      }
      give_up_campaign: {
        Args: {
          p_job: Omit<
            Database['app']['Tables']['jobs']['Row'],
            Database['app']['Tables']['jobs']['ComputedFields']
          >
        }
        Returns: undefined
      }
      give_up_evaluation: {
        Args: {
          p_job: Omit<
            Database['app']['Tables']['jobs']['Row'],
            Database['app']['Tables']['jobs']['ComputedFields']
          >
        }
        Returns: undefined
      }
      give_up_export: {
        Args: {
          p_job: Omit<
            Database['app']['Tables']['jobs']['Row'],
            Database['app']['Tables']['jobs']['ComputedFields']
          >
        }
        Returns: undefined
      }
      give_up_history_import: {
        Args: {
          p_job: Omit<
            Database['app']['Tables']['jobs']['Row'],
            Database['app']['Tables']['jobs']['ComputedFields']
          >
        }
        Returns: undefined
      }
      give_up_import: {
        Args: {
          p_job: Omit<
            Database['app']['Tables']['jobs']['Row'],
            Database['app']['Tables']['jobs']['ComputedFields']
          >
        }
        Returns: undefined
      }
      give_up_indexing: {
        Args: {
          p_job: Omit<
            Database['app']['Tables']['jobs']['Row'],
            Database['app']['Tables']['jobs']['ComputedFields']
          >
        }
        Returns: undefined
      }
      give_up_lead_push: {
        Args: {
          p_job: Omit<
            Database['app']['Tables']['jobs']['Row'],
            Database['app']['Tables']['jobs']['ComputedFields']
          >
        }
        Returns: undefined
      }
      give_up_media: {
        Args: {
          p_job: Omit<
            Database['app']['Tables']['jobs']['Row'],
            Database['app']['Tables']['jobs']['ComputedFields']
          >
        }
        Returns: undefined
      }
      give_up_order_invoice: {
        Args: {
          p_job: Omit<
            Database['app']['Tables']['jobs']['Row'],
            Database['app']['Tables']['jobs']['ComputedFields']
          >
        }
        Returns: undefined
      }
      give_up_scheduled: {
        Args: {
          p_job: Omit<
            Database['app']['Tables']['jobs']['Row'],
            Database['app']['Tables']['jobs']['ComputedFields']
          >
        }
        Returns: undefined
      }
      give_up_send: {
        Args: {
          p_job: Omit<
            Database['app']['Tables']['jobs']['Row'],
            Database['app']['Tables']['jobs']['ComputedFields']
          >
        }
        Returns: undefined
      }
      give_up_service_invoice: {
        Args: {
          p_job: Omit<
            Database['app']['Tables']['jobs']['Row'],
            Database['app']['Tables']['jobs']['ComputedFields']
          >
        }
        Returns: undefined
      }
      give_up_token_renewal: {
        Args: {
          p_job: Omit<
            Database['app']['Tables']['jobs']['Row'],
            Database['app']['Tables']['jobs']['ComputedFields']
          >
        }
        Returns: undefined
      }
      give_up_turn: {
        Args: {
          p_job: Omit<
            Database['app']['Tables']['jobs']['Row'],
            Database['app']['Tables']['jobs']['ComputedFields']
          >
        }
        Returns: undefined
      }
      give_up_webhook: {
        Args: {
          p_job: Omit<
            Database['app']['Tables']['jobs']['Row'],
            Database['app']['Tables']['jobs']['ComputedFields']
          >
        }
        Returns: undefined
      }
      give_up_workflow_step: {
        Args: {
          p_job: Omit<
            Database['app']['Tables']['jobs']['Row'],
            Database['app']['Tables']['jobs']['ComputedFields']
          >
        }
        Returns: undefined
      }
      gives_sessions: { Args: { p_tenant_id: string; p_variant_id: string }; Returns: boolean }
      go_on_with_import: {
        Args: {
          p_import: Omit<
            Database['app']['Tables']['history_imports']['Row'],
            Database['app']['Tables']['history_imports']['ComputedFields']
          >
          p_job_id: number
          p_lease_token: string
        }
        Returns: Json
      }
      goods_of_order: { Args: { p_order_id: string; p_tenant_id: string }; Returns: Json }
      grantable_roles: { Args: { p_role: string }; Returns: string[] }
      gtin_is_valid: { Args: { p_code: string }; Returns: boolean }
      hand_over:
        | {
            Args: {
              p_owner_id: string
              p_owner_kind: string
              p_place_id: string
              p_quantity: number
              p_tenant_id: string
              p_variant_id: string
            }
            Returns: undefined
          }
        | {
            Args: {
              p_now: string
              p_reason: Omit<
                Database['app']['Tables']['ai_handoff_reasons']['Row'],
                Database['app']['Tables']['ai_handoff_reasons']['ComputedFields']
              >
              p_summary: string
              p_thread: Omit<
                Database['public']['Tables']['conversation_threads']['Row'],
                Database['public']['Tables']['conversation_threads']['ComputedFields']
              >
              p_turn: Omit<
                Database['public']['Tables']['ai_turns']['Row'],
                Database['public']['Tables']['ai_turns']['ComputedFields']
              >
            }
            Returns: undefined
          }
      has_second_factor: { Args: { p_user_id: string }; Returns: boolean }
      history_import_payload: {
        Args: {
          i: Omit<
            Database['app']['Tables']['history_imports']['Row'],
            Database['app']['Tables']['history_imports']['ComputedFields']
          >
        }
        Returns: Json
      }
      hold_campaign_credits: {
        Args: {
          p_campaign: Omit<
            Database['public']['Tables']['campaigns']['Row'],
            Database['public']['Tables']['campaigns']['ComputedFields']
          >
        }
        Returns: string
      }
      hold_history_import: {
        Args: { p_job_id: number; p_lease_token: string; p_tenant_id: string }
        Returns: {
          channel_id: string
          chats_done: number
          chats_total: number | null
          created_at: string
          finished_at: string | null
          id: string
          last_error: string | null
          messages_refused: number
          messages_stored: number
          retry_at: string | null
          since: string
          state: string
          tenant_id: string
          until: string
        }
        SetofOptions: {
          from: '*'
          to: 'history_imports'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      hold_of_message: {
        Args: {
          p_message: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
        }
        Returns: {
          credits: number
          hold_id: string
          hold_position: number
          tenant_id: string
        }[]
      }
      hold_order: {
        Args: {
          p_expires_at: string
          p_order: Omit<
            Database['public']['Tables']['orders']['Row'],
            Database['public']['Tables']['orders']['ComputedFields']
          >
        }
        Returns: undefined
      }
      hold_seats: {
        Args: {
          p_expires_at: string
          p_lines: Json
          p_owner_id: string
          p_owner_kind: string
          p_tenant_id: string
        }
        Returns: undefined
      }
      hold_stock: {
        Args: {
          p_expires_at: string
          p_lines: Json
          p_owner_id: string
          p_owner_kind: string
          p_tenant_id: string
        }
        Returns: undefined
      }
      hold_thread: { Args: { p_tenant_id: string; p_thread_key: string }; Returns: string }
      hold_whatsapp_credits: {
        Args: { p_credits: number; p_hold_id: string; p_note?: string; p_tenant_id: string }
        Returns: {
          created_at: string
          credits: number
          id: string
          released_at: string | null
          settled_credits: number | null
          tenant_id: string
        }
        SetofOptions: {
          from: '*'
          to: 'credit_holds'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      holds_exactly: {
        Args: { p_lines: Json; p_owner_id: string; p_owner_kind: string; p_tenant_id: string }
        Returns: boolean
      }
      holds_words: { Args: { p_text: string; p_words: string }; Returns: boolean }
      holidays_between: {
        Args: { p_from: string; p_tenant_id: string; p_to: string }
        Returns: {
          day: string
          id: string
          name: string
          scope: string
        }[]
      }
      hurry_line: { Args: { p_tenant_id: string; p_thread_id: string }; Returns: undefined }
      ids_of: { Args: { p_list: Json }; Returns: string[] }
      import_changes: {
        Args: { p_custom: Json; p_fields: Json; p_old: Json; p_policy: string }
        Returns: Json
      }
      import_keys: {
        Args: { p_keys: string[]; p_row: Database['app']['CompositeTypes']['import_row'] }
        Returns: string[]
      }
      import_kind: {
        Args: { p_key: string }
        Returns: {
          check_function: string | null
          columns: string[]
          entity: string
          key: string
          keys: string[]
          match_function: string
          module: string | null
          parts: string[]
          position: number
          reads: string[]
          roles: string[]
          table_name: string
          undo_function: string | null
          write_function: string
        }
        SetofOptions: {
          from: '*'
          to: 'import_kinds'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      import_messages: {
        Args: {
          p_actions: Json
          p_import: Omit<
            Database['app']['Tables']['history_imports']['Row'],
            Database['app']['Tables']['history_imports']['ComputedFields']
          >
          p_name: string
        }
        Returns: number
      }
      import_summary: {
        Args: {
          p_job: Omit<
            Database['app']['Tables']['jobs']['Row'],
            Database['app']['Tables']['jobs']['ComputedFields']
          >
        }
        Returns: string
      }
      imported_companies: {
        Args: { p_rows: Database['app']['CompositeTypes']['import_row'][]; p_tenant_id: string }
        Returns: {
          company_id: string
          n: number
        }[]
      }
      imported_deals: {
        Args: {
          p_options: Json
          p_rows: Database['app']['CompositeTypes']['import_row'][]
          p_tenant_id: string
        }
        Returns: {
          company_id: string
          contact_id: string
          lost_reason_id: string
          n: number
          owner_id: string
          patient_id: string
          pipeline_id: string
          problem: string
          stage_id: string
        }[]
      }
      imported_patient: {
        Args: { p_row: Database['app']['CompositeTypes']['import_row']; p_tenant_id: string }
        Returns: string
      }
      imported_patients: {
        Args: { p_rows: Database['app']['CompositeTypes']['import_row'][]; p_tenant_id: string }
        Returns: {
          n: number
          patient_id: string
        }[]
      }
      imported_people: {
        Args: { p_rows: Database['app']['CompositeTypes']['import_row'][]; p_tenant_id: string }
        Returns: {
          contact_id: string
          is_unsure: boolean
          n: number
          patient_id: string
        }[]
      }
      imported_product: { Args: { p_row: Database['app']['CompositeTypes']['import_row'] }; Returns: Json }
      imported_sku: { Args: { p_row: Database['app']['CompositeTypes']['import_row'] }; Returns: string }
      imported_therapist: { Args: { p_name: string; p_tenant_id: string }; Returns: string }
      incoming_actions: {
        Args: { p_events: Json }
        Returns: Database['app']['CompositeTypes']['incoming_action'][]
      }
      index_company: { Args: { p_id: string; p_tenant_id: string }; Returns: undefined }
      index_contact: { Args: { p_id: string; p_tenant_id: string }; Returns: undefined }
      index_deal: { Args: { p_id: string; p_tenant_id: string }; Returns: undefined }
      index_imported: {
        Args: {
          p_kind: string
          p_rows: Database['app']['CompositeTypes']['import_row'][]
          p_tenant_id: string
        }
        Returns: undefined
      }
      index_lead: { Args: { p_id: string; p_tenant_id: string }; Returns: undefined }
      index_medico: { Args: { p_id: string; p_tenant_id: string }; Returns: undefined }
      index_patient: { Args: { p_id: string; p_tenant_id: string }; Returns: undefined }
      indexing_summary: {
        Args: {
          p_job: Omit<
            Database['app']['Tables']['jobs']['Row'],
            Database['app']['Tables']['jobs']['ComputedFields']
          >
        }
        Returns: string
      }
      ingest_events: { Args: { p_events: Json }; Returns: Json }
      ingest_order: { Args: { p_events: Json }; Returns: number[] }
      ingest_refused_event: { Args: { p_event: Json; p_reason: string }; Returns: Json }
      ingest_whatsapp_events: { Args: { p_events: Json }; Returns: Json }
      insert_receipt: {
        Args: {
          p_cents: number
          p_patient_id: string
          p_payment_id: string
          p_tenant_id: string
          p_therapist_id: string
        }
        Returns: undefined
      }
      insert_session: {
        Args: {
          p_kind?: string
          p_patient_ids: string[]
          s: Omit<
            Database['public']['Tables']['sessions']['Row'],
            Database['public']['Tables']['sessions']['ComputedFields']
          >
        }
        Returns: undefined
      }
      intake_answer_of: { Args: { p_answers: Json; p_definition: Json; p_field: string }; Returns: Json }
      intake_holds: { Args: { p_answers: Json; p_today: string; p_when: Json }; Returns: boolean }
      intake_is_blank: { Args: { p_value: Json }; Returns: boolean }
      intake_link: { Args: { p_id: string; p_tenant_id: string }; Returns: string }
      intake_of: {
        Args: { p_token: string }
        Returns: Database['public']['Tables']['intake_invites']['Row']
        SetofOptions: {
          from: '*'
          to: 'intake_invites'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      intake_proposal: { Args: { p_answers: Json; p_definition: Json }; Returns: Json }
      intake_proposal_of: { Args: { p_invite_id: string; p_tenant_id: string }; Returns: Json }
      intake_signer_problems: { Args: { p_is_minor: boolean; p_payload: Json; p_texts: Json }; Returns: Json }
      intake_state: {
        Args: {
          p_invite: Omit<
            Database['public']['Tables']['intake_invites']['Row'],
            Database['public']['Tables']['intake_invites']['ComputedFields']
          >
        }
        Returns: string
      }
      intake_texts_in_use: { Args: { p_tenant_id: string }; Returns: Json }
      intake_texts_of: { Args: { p_tenant_id: string; p_texts: Json }; Returns: Json }
      intake_today: { Args: { p_tenant_id: string }; Returns: string }
      intake_visible: { Args: { p_answers: Json; p_definition: Json; p_today: string }; Returns: string[] }
      invitation_of: {
        Args: { p_token: string }
        Returns: Database['public']['Tables']['tenant_invitations']['Row']
        SetofOptions: {
          from: '*'
          to: 'tenant_invitations'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      invitation_state: {
        Args: {
          p_invitation: Omit<
            Database['public']['Tables']['tenant_invitations']['Row'],
            Database['public']['Tables']['tenant_invitations']['ComputedFields']
          >
        }
        Returns: string
      }
      invite_online_booking: { Args: { p_ip_hash: string; p_token: string }; Returns: Json }
      invoice_json: {
        Args: {
          p_invoice: Omit<
            Database['public']['Tables']['service_invoices']['Row'],
            Database['public']['Tables']['service_invoices']['ComputedFields']
          >
        }
        Returns: Json
      }
      invoice_parts: {
        Args: { p_payment_ids: string[]; p_tenant_id: string }
        Returns: {
          cents: number
          patient_id: string
          payment_id: string
          therapist_id: string
        }[]
      }
      invoiceable_cents: { Args: { p_payment_id: string; p_tenant_id: string }; Returns: number }
      invoiced_elsewhere: { Args: { p_order_id: string; p_tenant_id: string }; Returns: number }
      is_about_content: { Args: { p_sqlstate: string }; Returns: boolean }
      is_about_one_message: { Args: { p_error_code: string }; Returns: boolean }
      is_absence: { Args: { p_status: string }; Returns: boolean }
      is_answer_word: { Args: { p_word: string }; Returns: boolean }
      is_authentic_event: { Args: { p_auth: Json; p_provider: string }; Returns: boolean }
      is_blank_record: { Args: { p_content: Json }; Returns: boolean }
      is_care_item: { Args: { p_tenant_id: string; p_variant_id: string }; Returns: boolean }
      is_clinician: { Args: { p_tenant_id: string; p_user_id: string }; Returns: boolean }
      is_collection_hour: { Args: { p_at: string; p_zone: string }; Returns: boolean }
      is_consumed: {
        Args: {
          p_bill: Omit<
            Database['public']['Tables']['session_bills']['Row'],
            Database['public']['Tables']['session_bills']['ComputedFields']
          >
          p_package_id: string
        }
        Returns: boolean
      }
      is_deposit_alone: { Args: { p_order_id: string; p_tenant_id: string }; Returns: boolean }
      is_echo_of_send: {
        Args: { p_message: Database['app']['CompositeTypes']['incoming_action']; p_thread_id: string }
        Returns: boolean
      }
      is_email: { Args: { p_email: string }; Returns: boolean }
      is_embedding_model: { Args: { p_name: string }; Returns: boolean }
      is_followed: {
        Args: {
          p_line_no: number
          p_message: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
        }
        Returns: boolean
      }
      is_late_cancel: {
        Args: {
          p_policy: Omit<
            Database['public']['Tables']['absence_policies']['Row'],
            Database['public']['Tables']['absence_policies']['ComputedFields']
          >
          p_session: Omit<
            Database['public']['Tables']['sessions']['Row'],
            Database['public']['Tables']['sessions']['ComputedFields']
          >
        }
        Returns: boolean
      }
      is_one_letter_off: { Args: { p_one: string; p_other: string }; Returns: boolean }
      is_own_number: {
        Args: {
          p_thread: Omit<
            Database['public']['Tables']['conversation_threads']['Row'],
            Database['public']['Tables']['conversation_threads']['ComputedFields']
          >
        }
        Returns: boolean
      }
      is_paid_after_reversal: {
        Args: {
          p_payment: Json
          p_purchase: Omit<
            Database['public']['Tables']['whatsapp_credit_purchases']['Row'],
            Database['public']['Tables']['whatsapp_credit_purchases']['ComputedFields']
          >
        }
        Returns: boolean
      }
      is_paid_payment: { Args: { p_payment: Json }; Returns: boolean }
      is_quiet: {
        Args: {
          p_time_zone: string
          s: Omit<
            Database['public']['Tables']['notification_settings']['Row'],
            Database['public']['Tables']['notification_settings']['ComputedFields']
          >
        }
        Returns: boolean
      }
      is_saas_admin: { Args: Record<PropertyKey, never>; Returns: boolean }
      is_stale_pix: {
        Args: {
          p_pix: Omit<
            Database['app']['Tables']['pix_charges']['Row'],
            Database['app']['Tables']['pix_charges']['ComputedFields']
          >
        }
        Returns: boolean
      }
      is_valid_cpf_cnpj: { Args: { p_document: string }; Returns: boolean }
      job_lease: { Args: { p_kind: string }; Returns: string }
      job_summary: {
        Args: {
          p_job: Omit<
            Database['app']['Tables']['jobs']['Row'],
            Database['app']['Tables']['jobs']['ComputedFields']
          >
        }
        Returns: string
      }
      join_care_team: {
        Args: { p_patient_id: string; p_tenant_id: string; p_user_id: string }
        Returns: boolean
      }
      json_ids: { Args: { p_ids: Json }; Returns: string[] }
      keep_answer: {
        Args: { p_answer: Json; p_question: string; p_tenant_id: string; p_version: number }
        Returns: undefined
      }
      keep_api_answer: {
        Args: { p_answer: Json; p_idempotency_key: string; p_operation: string }
        Returns: undefined
      }
      keep_assistant_rating: {
        Args: {
          p_message: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
          p_now: string
        }
        Returns: boolean
      }
      keep_bill: {
        Args: {
          p_bill: Omit<
            Database['public']['Tables']['session_bills']['Row'],
            Database['public']['Tables']['session_bills']['ComputedFields']
          >
        }
        Returns: undefined
      }
      keep_consents: {
        Args: {
          p_accepted: Json
          p_invite: Omit<
            Database['public']['Tables']['intake_invites']['Row'],
            Database['public']['Tables']['intake_invites']['ComputedFields']
          >
          p_is_minor: boolean
          p_submission_id: string
        }
        Returns: undefined
      }
      keep_coupon_use: {
        Args: {
          p_order: Omit<
            Database['public']['Tables']['orders']['Row'],
            Database['public']['Tables']['orders']['ComputedFields']
          >
        }
        Returns: undefined
      }
      keep_dinamize_token: { Args: { p_id: string; p_tenant_id: string; p_token: Json }; Returns: undefined }
      keep_evaluation_case: {
        Args: {
          p_attempt: string
          p_result: Json
          p_result_id: string
          p_run_id: string
          p_tenant_id: string
        }
        Returns: string
      }
      keep_history_chats: {
        Args: { p_chats: Json; p_job_id: number; p_lease_token: string; p_tenant_id: string }
        Returns: Json
      }
      keep_history_page: {
        Args: {
          p_actions: Json
          p_job_id: number
          p_lease_token: string
          p_next_page: number
          p_place: number
          p_tenant_id: string
        }
        Returns: Json
      }
      keep_imported: {
        Args: {
          p_ids: string[]
          p_import: Omit<
            Database['public']['Tables']['imports']['Row'],
            Database['public']['Tables']['imports']['ComputedFields']
          >
        }
        Returns: undefined
      }
      keep_media_file: {
        Args: { p_file: Json; p_job_id: number; p_lease_token: string; p_tenant_id: string }
        Returns: string
      }
      keep_media_upload: { Args: { p_file: Json; p_tenant_id: string; p_upload_id: string }; Returns: string }
      keep_offered_hours: { Args: { p_tenant_id: string; p_therapist_id: string }; Returns: undefined }
      keep_picture: {
        Args: { p_file: Json; p_job_id: number; p_lease_token: string; p_tenant_id: string }
        Returns: Json
      }
      keep_record_version: {
        Args: {
          p_entry: Omit<
            Database['public']['Tables']['record_entries']['Row'],
            Database['public']['Tables']['record_entries']['ComputedFields']
          >
        }
        Returns: undefined
      }
      keep_reminder_credits: {
        Args: { p_created: Json; p_reason: string; p_tenant_id: string }
        Returns: undefined
      }
      keep_run: {
        Args: {
          p_result: Json
          p_turn: Omit<
            Database['public']['Tables']['ai_turns']['Row'],
            Database['public']['Tables']['ai_turns']['ComputedFields']
          >
        }
        Returns: Database['public']['Tables']['ai_turns']['Row']
        SetofOptions: {
          from: '*'
          to: 'ai_turns'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      keep_shipping_quote: {
        Args: {
          p_account_id: string
          p_cents: number
          p_cep: string
          p_grams: number
          p_services: Json
          p_tenant_id: string
        }
        Returns: boolean
      }
      keep_tool_call: {
        Args: {
          p_args: Json
          p_began: string
          p_is_effect: boolean
          p_result: Json
          p_tool: string
          p_turn: Omit<
            Database['public']['Tables']['ai_turns']['Row'],
            Database['public']['Tables']['ai_turns']['ComputedFields']
          >
        }
        Returns: undefined
      }
      kept_answer: { Args: { p_question: string; p_tenant_id: string }; Returns: Json }
      kept_until: {
        Args: { p_patients: string[]; p_rule: string; p_tenant_id: string; p_today: string }
        Returns: string
      }
      key_order_state: { Args: { p_args: Json; p_patient_id: string; p_tenant_id: string }; Returns: Json }
      key_tool_parameters: {
        Args: {
          p_tool: Omit<
            Database['app']['Tables']['ai_tools']['Row'],
            Database['app']['Tables']['ai_tools']['ComputedFields']
          >
        }
        Returns: Json
      }
      kind_costs_credits: { Args: { p_kind: string }; Returns: boolean }
      knowledge_of: { Args: { p_tenant_id: string }; Returns: Json }
      knowledge_query: { Args: { p_text: string }; Returns: unknown }
      known_provider_ids: { Args: { p_channel_id: string; p_ids: Json; p_tenant_id: string }; Returns: Json }
      known_threads: {
        Args: { p_messages: Database['app']['CompositeTypes']['incoming_action'][] }
        Returns: string[]
      }
      last_reminder: { Args: { p_payer_id: string; p_tenant_id: string }; Returns: string }
      late_refusal: {
        Args: {
          p_message: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
        }
        Returns: string
      }
      latest_opt_word: {
        Args: { p_tenant_id: string; p_thread_id: string }
        Returns: Record<string, unknown>
      }
      lead_push_summary: {
        Args: {
          p_job: Omit<
            Database['app']['Tables']['jobs']['Row'],
            Database['app']['Tables']['jobs']['ComputedFields']
          >
        }
        Returns: string
      }
      lead_rows: { Args: { p_ids: string[]; p_tenant_id: string }; Returns: Json }
      lead_score: {
        Args: {
          p_lead: Omit<
            Database['public']['Tables']['crm_leads']['Row'],
            Database['public']['Tables']['crm_leads']['ComputedFields']
          >
        }
        Returns: number
      }
      lead_sync_fields: {
        Args: {
          p_account: Omit<
            Database['app']['Tables']['dinamize_accounts']['Row'],
            Database['app']['Tables']['dinamize_accounts']['ComputedFields']
          >
          p_lead: Omit<
            Database['public']['Tables']['crm_leads']['Row'],
            Database['public']['Tables']['crm_leads']['ComputedFields']
          >
        }
        Returns: Json
      }
      learn_contact_name: {
        Args: { p_address: Json; p_name: string; p_name_source: string; p_tenant_id: string }
        Returns: undefined
      }
      learn_lid: { Args: { p_lid: string; p_tenant_id: string; p_thread_id: string }; Returns: boolean }
      learn_lid_of_send: {
        Args: { p_message: Database['app']['CompositeTypes']['incoming_action'] }
        Returns: boolean
      }
      learn_picture: { Args: { p_address: Json; p_key: string; p_tenant_id: string }; Returns: undefined }
      lease_new_send: {
        Args: {
          p_message: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
          p_uncertain: boolean
          p_waits: boolean
        }
        Returns: Json
      }
      lease_next: { Args: { p_tenant_id: string; p_thread_id: string }; Returns: Json }
      level_json: { Args: { p_tenant_id: string; p_variant_id: string }; Returns: Json }
      lift_opt_out: {
        Args: { p_said_at: string; p_tenant_id: string; p_thread_ids: string[] }
        Returns: boolean
      }
      line_is_busy: { Args: { p_tenant_id: string; p_thread_id: string }; Returns: boolean }
      line_look: { Args: Record<PropertyKey, never>; Returns: string }
      line_of: {
        Args: { p_tenant_id: string; p_thread_id: string }
        Returns: {
          attempts: number
          created_at: string
          dead_at: string | null
          dedupe_key: string | null
          finished_at: string | null
          id: number
          kind: string
          last_error: string | null
          lease_token: string | null
          leased_until: string | null
          line_no: number
          payload: NonNullable<Json>
          run_at: string
          tenant_id: string
          tried_since: string | null
        }[]
        SetofOptions: {
          from: '*'
          to: 'jobs'
          isOneToOne: false
          isSetofReturn: true
        }
      }
      line_patience: { Args: Record<PropertyKey, never>; Returns: string }
      list_clinic_files: {
        Args: { p_after: string; p_limit: number; p_tenant_id: string; p_therapist_id: string }
        Returns: Json
      }
      list_clinic_tables: { Args: { p_therapist_id: string }; Returns: Json }
      list_condition: {
        Args: { p_filter: string; p_search: string; p_tenant_id: string; p_where: Json }
        Returns: string
      }
      list_conversation_facts: {
        Args: { p_after: Json; p_limit: number; p_search: string; p_tenant_id: string; p_where: Json }
        Returns: {
          assignee_name: string
          board_column: string
          contact_name: string
          id: string
          last_message_at: string
          opted_out: boolean
          phone: string
          status: string
          tags: string
          unread_count: number
          waiting_since: string
        }[]
      }
      list_order_payments: {
        Args: { p_after: Json; p_limit: number; p_tenant_id: string; p_where: Json }
        Returns: {
          amount_cents: number
          at: string
          buyer_name: string
          id: string
          method: string
          number: number
          occurred_on: string
          provider: string
          reference: string
          refunded_cents: number
          state: string
        }[]
      }
      list_personal_data: {
        Args: { p_patient_id: string; p_tenant_id: string; p_user_id: string }
        Returns: Json
      }
      list_personal_files: {
        Args: { p_patient_id: string; p_tenant_id: string; p_user_id: string }
        Returns: Json
      }
      list_sealed: {
        Args: {
          p_after_owner?: string
          p_after_tenant?: string
          p_key_id: string
          p_limit?: number
          p_store: string
        }
        Returns: Json
      }
      list_session_facts: {
        Args: { p_after: Json; p_limit: number; p_tenant_id: string; p_where: Json }
        Returns: {
          ends_at: string
          id: string
          is_online: boolean
          note: string
          patients: string
          room_name: string
          starts_at: string
          status: string
          therapist_name: string
          type_name: string
        }[]
      }
      list_tag_facts: {
        Args: { p_after: Json; p_limit: number; p_tenant_id: string }
        Returns: {
          color: string
          conversations: number
          id: string
          is_archived: boolean
          name: string
        }[]
      }
      local_moment: { Args: { p_local: string; p_zone: string }; Returns: string }
      local_text: { Args: { p_moment: string; p_zone: string }; Returns: string }
      lock_addon: {
        Args: { p_addon_type: string; p_at: string; p_tenant_id: string }
        Returns: Database['public']['Tables']['addon_credits']['Row']
        SetofOptions: {
          from: '*'
          to: 'addon_credits'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      lock_addresses: { Args: { p_keys: string[]; p_tenant_id: string }; Returns: undefined }
      lock_agenda: {
        Args: { p_room_ids: string[]; p_tenant_id: string; p_therapist_ids: string[] }
        Returns: undefined
      }
      lock_assistant: { Args: { p_tenant_id: string; p_thread_id: string }; Returns: undefined }
      lock_campaign: {
        Args: { p_id: string; p_tenant_id: string }
        Returns: Database['public']['Tables']['campaigns']['Row']
        SetofOptions: {
          from: '*'
          to: 'campaigns'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      lock_channels: { Args: { p_events: Json }; Returns: undefined }
      lock_conversations: {
        Args: { p_actions: Database['app']['CompositeTypes']['incoming_action'][] }
        Returns: undefined
      }
      lock_credits: {
        Args: { p_tenant_id: string }
        Returns: Database['public']['Tables']['whatsapp_credits_balance']['Row']
        SetofOptions: {
          from: '*'
          to: 'whatsapp_credits_balance'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      lock_deal: {
        Args: { p_id: string; p_tenant_id: string }
        Returns: Database['public']['Tables']['deals']['Row']
        SetofOptions: {
          from: '*'
          to: 'deals'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      lock_holds: {
        Args: { p_owner_id: string; p_owner_kind: string; p_tenant_id: string }
        Returns: undefined
      }
      lock_identity: { Args: { p_keys: string[]; p_tenant_id: string }; Returns: undefined }
      lock_intake: {
        Args: { p_id: string; p_tenant_id: string }
        Returns: Database['public']['Tables']['intake_invites']['Row']
        SetofOptions: {
          from: '*'
          to: 'intake_invites'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      lock_manageable_member: {
        Args: { p_caller_role: string; p_tenant_id: string; p_user_id: string }
        Returns: Database['public']['Tables']['tenant_members']['Row']
        SetofOptions: {
          from: '*'
          to: 'tenant_members'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      lock_messages: { Args: { p_events: Json }; Returns: undefined }
      lock_open_count: {
        Args: { p_id: string; p_tenant_id: string }
        Returns: Database['public']['Tables']['stock_counts']['Row']
        SetofOptions: {
          from: '*'
          to: 'stock_counts'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      lock_order: {
        Args: { p_order_id: string; p_tenant_id: string }
        Returns: Database['public']['Tables']['orders']['Row']
        SetofOptions: {
          from: '*'
          to: 'orders'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      lock_order_invoice: {
        Args: { p_id: string; p_tenant_id: string }
        Returns: Database['public']['Tables']['order_invoices']['Row']
        SetofOptions: {
          from: '*'
          to: 'order_invoices'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      lock_outbound: {
        Args: { p_message_id: string; p_tenant_id: string }
        Returns: Database['public']['Tables']['conversation_messages']['Row']
        SetofOptions: {
          from: '*'
          to: 'conversation_messages'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      lock_own_note: {
        Args: { p_id: string; p_tenant_id: string }
        Returns: Database['public']['Tables']['conversation_notes']['Row']
        SetofOptions: {
          from: '*'
          to: 'conversation_notes'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      lock_patients: { Args: { p_ids: string[]; p_tenant_id: string }; Returns: undefined }
      lock_payer: {
        Args: { p_payer_id: string; p_tenant_id: string }
        Returns: Database['public']['Tables']['payers']['Row']
        SetofOptions: {
          from: '*'
          to: 'payers'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      lock_payouts: { Args: { p_alone: boolean; p_tenant_id: string }; Returns: undefined }
      lock_person: { Args: { p_user_id: string }; Returns: undefined }
      lock_purchase: {
        Args: { p_id: string; p_states: string[]; p_tenant_id: string }
        Returns: Database['public']['Tables']['purchase_orders']['Row']
        SetofOptions: {
          from: '*'
          to: 'purchase_orders'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      lock_purchase_of_payment: {
        Args: { p_payment: Json }
        Returns: Database['public']['Tables']['whatsapp_credit_purchases']['Row']
        SetofOptions: {
          from: '*'
          to: 'whatsapp_credit_purchases'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      lock_record_entry: {
        Args: { p_id: string; p_tenant_id: string }
        Returns: Database['public']['Tables']['record_entries']['Row']
        SetofOptions: {
          from: '*'
          to: 'record_entries'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      lock_scheduled: {
        Args: { p_id: string; p_tenant_id: string }
        Returns: Database['public']['Tables']['scheduled_messages']['Row']
        SetofOptions: {
          from: '*'
          to: 'scheduled_messages'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      lock_seats: {
        Args: { p_owner_id: string; p_owner_kind: string; p_slot_ids?: string[]; p_tenant_id: string }
        Returns: undefined
      }
      lock_send: { Args: { p_client_id: string; p_tenant_id: string }; Returns: undefined }
      lock_series_of: { Args: { p_id: string; p_scope: string; p_tenant_id: string }; Returns: undefined }
      lock_service_invoice: {
        Args: { p_id: string; p_tenant_id: string }
        Returns: Database['public']['Tables']['service_invoices']['Row']
        SetofOptions: {
          from: '*'
          to: 'service_invoices'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      lock_session: {
        Args: { p_id: string; p_tenant_id: string; p_version?: number }
        Returns: Database['public']['Tables']['sessions']['Row']
        SetofOptions: {
          from: '*'
          to: 'sessions'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      lock_stock: { Args: { p_tenant_id: string; p_variant_ids: string[] }; Returns: undefined }
      lock_stock_owner: {
        Args: { p_owner_id: string; p_owner_kind: string; p_tenant_id: string }
        Returns: undefined
      }
      lock_team: { Args: { p_tenant_id: string }; Returns: undefined }
      lock_team_as_admin: { Args: { p_tenant_id: string }; Returns: string }
      lock_thread: {
        Args: { p_tenant_id: string; p_thread_key: string }
        Returns: Database['public']['Tables']['conversation_threads']['Row']
        SetofOptions: {
          from: '*'
          to: 'conversation_threads'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      lock_thread_of_key: {
        Args: { p_tenant_id: string; p_thread_key: string }
        Returns: Database['public']['Tables']['conversation_threads']['Row']
        SetofOptions: {
          from: '*'
          to: 'conversation_threads'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      lock_threads_to_be: {
        Args: { p_messages: Database['app']['CompositeTypes']['incoming_action'][] }
        Returns: string[]
      }
      lock_turns: { Args: { p_tenant_id: string }; Returns: undefined }
      log_sync: {
        Args: { p_data?: Json; p_direction: string; p_kind: string; p_lead_id?: string; p_tenant_id: string }
        Returns: undefined
      }
      look_at_lead_form: { Args: { p_form_id: string; p_ip_hash: string }; Returns: Json }
      look_at_privacy_page: { Args: { p_ip_hash: string; p_slug: string }; Returns: Json }
      looks_like_a_bot: {
        Args: {
          p_message: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
        }
        Returns: boolean
      }
      lot_of: {
        Args: { p_code: string; p_expires_on: string; p_tenant_id: string; p_variant_id: string }
        Returns: string
      }
      lots_to_remove: {
        Args: {
          p_expired: boolean
          p_lot_id: string
          p_place_id: string
          p_quantity: number
          p_tenant_id: string
          p_variant_id: string
        }
        Returns: {
          lot_id: string
          quantity: number
        }[]
      }
      make_booking_slug: { Args: { p_old: string; p_tenant_id: string }; Returns: string }
      makeups_of: {
        Args: {
          p_bill: Omit<
            Database['public']['Tables']['session_bills']['Row'],
            Database['public']['Tables']['session_bills']['ComputedFields']
          >
        }
        Returns: Json
      }
      mark_clinic_days: {
        Args: { p_from: string; p_tenant_id: string; p_therapist_id: string; p_until: string }
        Returns: undefined
      }
      mark_patient_days: {
        Args: { p_patient_ids: string[]; p_session_ids: string[]; p_tenant_id: string }
        Returns: undefined
      }
      match_imported_balances: {
        Args: { p_rows: Database['app']['CompositeTypes']['import_row'][]; p_tenant_id: string }
        Returns: {
          id: string
          n: number
          patient_id: string
        }[]
      }
      match_imported_companies: {
        Args: { p_rows: Database['app']['CompositeTypes']['import_row'][]; p_tenant_id: string }
        Returns: {
          id: string
          n: number
          patient_id: string
        }[]
      }
      match_imported_contacts: {
        Args: { p_rows: Database['app']['CompositeTypes']['import_row'][]; p_tenant_id: string }
        Returns: {
          id: string
          n: number
          patient_id: string
        }[]
      }
      match_imported_deals: {
        Args: { p_rows: Database['app']['CompositeTypes']['import_row'][]; p_tenant_id: string }
        Returns: {
          id: string
          n: number
          patient_id: string
        }[]
      }
      match_imported_leads: {
        Args: { p_rows: Database['app']['CompositeTypes']['import_row'][]; p_tenant_id: string }
        Returns: {
          id: string
          n: number
          patient_id: string
        }[]
      }
      match_imported_patients: {
        Args: { p_rows: Database['app']['CompositeTypes']['import_row'][]; p_tenant_id: string }
        Returns: {
          id: string
          n: number
          patient_id: string
        }[]
      }
      match_imported_products: {
        Args: { p_rows: Database['app']['CompositeTypes']['import_row'][]; p_tenant_id: string }
        Returns: {
          id: string
          n: number
          patient_id: string
        }[]
      }
      match_imported_records: {
        Args: { p_rows: Database['app']['CompositeTypes']['import_row'][]; p_tenant_id: string }
        Returns: {
          id: string
          n: number
          patient_id: string
        }[]
      }
      match_imported_sessions: {
        Args: { p_rows: Database['app']['CompositeTypes']['import_row'][]; p_tenant_id: string }
        Returns: {
          id: string
          n: number
          patient_id: string
        }[]
      }
      max_attempts: { Args: { p_kind: string }; Returns: number }
      may_be_sent_campaigns: {
        Args: { p_contact_id: string; p_patient_id: string; p_tenant_id: string }
        Returns: boolean
      }
      may_have_come_back: {
        Args: {
          p_purchase: Omit<
            Database['public']['Tables']['whatsapp_credit_purchases']['Row'],
            Database['public']['Tables']['whatsapp_credit_purchases']['ComputedFields']
          >
        }
        Returns: boolean
      }
      may_read_media: { Args: { p_path: string }; Returns: boolean }
      may_read_patient_file: { Args: { p_path: string }; Returns: boolean }
      may_read_product_image: { Args: { p_path: string }; Returns: boolean }
      may_upload_media: { Args: { p_bucket: string; p_path: string }; Returns: boolean }
      may_use_reply_file: {
        Args: {
          f: Omit<
            Database['app']['Tables']['media_files']['Row'],
            Database['app']['Tables']['media_files']['ComputedFields']
          >
          p_user_id: string
        }
        Returns: boolean
      }
      media_byte_limit: { Args: Record<PropertyKey, never>; Returns: number }
      media_path: {
        Args: { p_at: string; p_extension: string; p_file_id: string; p_tenant_id: string }
        Returns: string
      }
      media_payload: {
        Args: {
          f: Omit<
            Database['app']['Tables']['media_files']['Row'],
            Database['app']['Tables']['media_files']['ComputedFields']
          >
          p_said: Json
        }
        Returns: Json
      }
      meet_pix_orders: {
        Args: { p_charge_ids: string[]; p_entry_id: string; p_tenant_id: string }
        Returns: undefined
      }
      merge_payload: {
        Args: {
          p_merge: Omit<
            Database['public']['Tables']['patient_merges']['Row'],
            Database['public']['Tables']['patient_merges']['ComputedFields']
          >
        }
        Returns: Json
      }
      merge_thread_parts: {
        Args: { p_from: string; p_into: string; p_tenant_id: string }
        Returns: undefined
      }
      merge_threads: { Args: { p_from: string; p_into: string; p_tenant_id: string }; Returns: undefined }
      merged_fields: {
        Args: {
          p_merged: Omit<
            Database['public']['Tables']['patients']['Row'],
            Database['public']['Tables']['patients']['ComputedFields']
          >
          p_survivor: Omit<
            Database['public']['Tables']['patients']['Row'],
            Database['public']['Tables']['patients']['ComputedFields']
          >
          p_taken: string[]
        }
        Returns: Database['public']['Tables']['patients']['Row']
        SetofOptions: {
          from: '*'
          to: 'patients'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      merged_intake: { Args: { p_person: Json; p_proposal: Json; p_take: string[] }; Returns: Json }
      message_event: {
        Args: {
          m: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
          t: Omit<
            Database['public']['Tables']['conversation_threads']['Row'],
            Database['public']['Tables']['conversation_threads']['ComputedFields']
          >
        }
        Returns: Json
      }
      message_job_summary: {
        Args: {
          p_job: Omit<
            Database['app']['Tables']['jobs']['Row'],
            Database['app']['Tables']['jobs']['ComputedFields']
          >
        }
        Returns: string
      }
      message_payload: {
        Args: {
          m: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
        }
        Returns: Json
      }
      message_payment: {
        Args: {
          p_message: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
        }
        Returns: string
      }
      message_preview: { Args: { p_body: string; p_content: Json; p_kind: string }; Returns: string }
      message_price: {
        Args: {
          p_message: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
        }
        Returns: number
      }
      message_resource: {
        Args: {
          p_message: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
        }
        Returns: Json
      }
      meta_channel_setup: { Args: { p_kind: string; p_tenant_id: string }; Returns: Json }
      missing_second_factor: { Args: { p_role: string; p_tenant_id: string }; Returns: string }
      module_is_on: { Args: { p_module: string; p_tenant_id: string }; Returns: boolean }
      moment_in_words: { Args: { p_at: string; p_zone: string }; Returns: string }
      moment_of_uuid: { Args: { p_id: string }; Returns: string }
      money_faults: {
        Args: Record<PropertyKey, never>
        Returns: {
          fault: string
          tenant_id: string
        }[]
      }
      money_scope: { Args: { p_tenant_id: string }; Returns: string }
      money_text: { Args: { p_cents: number }; Returns: string }
      monthly_fee_amount: {
        Args: {
          p_fee: Omit<
            Database['public']['Tables']['monthly_fees']['Row'],
            Database['public']['Tables']['monthly_fees']['ComputedFields']
          >
          p_month: string
        }
        Returns: number
      }
      monthly_fee_of: {
        Args: {
          p_bill: Omit<
            Database['public']['Tables']['session_bills']['Row'],
            Database['public']['Tables']['session_bills']['ComputedFields']
          >
        }
        Returns: string
      }
      move_one_session: {
        Args: {
          p_ends_at: string
          p_room_id: string
          p_squeeze_in_reason: string
          p_starts_at: string
          p_therapist_id: string
          v_old: Omit<
            Database['public']['Tables']['sessions']['Row'],
            Database['public']['Tables']['sessions']['ComputedFields']
          >
        }
        Returns: undefined
      }
      move_online_booking: {
        Args: { p_ip_hash: string; p_starts_at: string; p_token: string }
        Returns: Json
      }
      move_patient_row: {
        Args: { p_from: string; p_key: Json; p_reference: Json; p_tenant_id: string; p_to: string }
        Returns: boolean
      }
      move_patient_rows: {
        Args: { p_from: string; p_merge_id: string; p_tenant_id: string; p_to: string }
        Returns: number
      }
      move_series: {
        Args: {
          p_decisions: Json
          p_minutes: number
          p_reason: string
          p_room_id: string
          p_scope: string
          p_set: Json
          p_starts_at: string
          p_therapist_id: string
          v_old: Omit<
            Database['public']['Tables']['sessions']['Row'],
            Database['public']['Tables']['sessions']['ComputedFields']
          >
        }
        Returns: string[]
      }
      move_workflow_deal: {
        Args: { p_deal_id: string; p_stage_id: string; p_tenant_id: string }
        Returns: Json
      }
      moved_id: {
        Args: { p_kind: string; p_patient_id: string; p_tenant_id: string; p_what: string }
        Returns: string
      }
      my_tenant_ids: { Args: Record<PropertyKey, never>; Returns: string[] }
      my_tenant_ids_as: { Args: { p_roles: string[] }; Returns: string[] }
      name_of_member: { Args: { p_user_id: string }; Returns: string }
      name_rank: { Args: { p_name: string; p_source: string }; Returns: number }
      name_sound: { Args: { p_sort_name: string }; Returns: string }
      name_source: { Args: { p_action: Json }; Returns: string }
      named_with_ending: { Args: { p_name: string; p_path: string }; Returns: string }
      national_holidays: {
        Args: { p_year: number }
        Returns: {
          day: string
          name: string
          scope: string
        }[]
      }
      next_history_step: {
        Args: {
          p_import: Omit<
            Database['app']['Tables']['history_imports']['Row'],
            Database['app']['Tables']['history_imports']['ComputedFields']
          >
        }
        Returns: Json
      }
      next_in_turn: { Args: { p_tenant_id: string }; Returns: string }
      next_local_hour: { Args: { p_at: string; p_time_zone: string }; Returns: string }
      next_local_midnight: { Args: { p_at: string; p_time_zone: string }; Returns: string }
      next_purchase_check: {
        Args: {
          p_purchase: Omit<
            Database['public']['Tables']['whatsapp_credit_purchases']['Row'],
            Database['public']['Tables']['whatsapp_credit_purchases']['ComputedFields']
          >
        }
        Returns: string
      }
      next_purchase_number: { Args: { p_tenant_id: string }; Returns: number }
      next_report_day: { Args: { p_after: string; p_every: string }; Returns: string }
      no_one: { Args: Record<PropertyKey, never>; Returns: string }
      no_therapist: { Args: Record<PropertyKey, never>; Returns: string }
      normalise_cpf_cnpj: { Args: { p_typed: string }; Returns: string }
      normalize_email: { Args: { p_typed: string }; Returns: string }
      normalize_lines: { Args: { p_words: string }; Returns: string }
      normalize_name: { Args: { p_name: string }; Returns: string }
      normalize_phone: { Args: { p_typed: string }; Returns: string }
      normalize_text: { Args: { p_text: string }; Returns: string }
      note_asaas_webhook: { Args: { p_detail: string; p_is_interrupted: boolean }; Returns: undefined }
      note_audit_check: { Args: { p_tenant_id: string }; Returns: boolean }
      note_campaign_reply: {
        Args: {
          p_message: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
        }
        Returns: undefined
      }
      note_contact_erasure: {
        Args: { p_code: string; p_kind: string; p_tenant_id: string }
        Returns: undefined
      }
      note_duration: {
        Args: {
          p_at: string
          p_business_minutes: number
          p_from: string
          p_number: number
          p_person_id: string
          p_tenant_id: string
          p_to: string
          p_what: string
        }
        Returns: undefined
      }
      note_event: {
        Args: {
          p_assignee_id?: string
          p_at: string
          p_kind: string
          p_name?: string
          p_thread: Omit<
            Database['public']['Tables']['conversation_threads']['Row'],
            Database['public']['Tables']['conversation_threads']['ComputedFields']
          >
          p_until?: string
        }
        Returns: undefined
      }
      note_export_progress: {
        Args: { p_attempt: string; p_done: number; p_id: string; p_tenant_id: string; p_total: number }
        Returns: boolean
      }
      note_freed_slot: {
        Args: { p_before: Json; p_now?: string; p_session_id: string; p_tenant_id: string }
        Returns: Json
      }
      note_import_end: {
        Args: {
          p_action: string
          p_import: Omit<
            Database['public']['Tables']['imports']['Row'],
            Database['public']['Tables']['imports']['ComputedFields']
          >
        }
        Returns: undefined
      }
      note_import_versions: {
        Args: {
          p_ids: string[]
          p_import: Omit<
            Database['public']['Tables']['imports']['Row'],
            Database['public']['Tables']['imports']['ComputedFields']
          >
          p_table: string
        }
        Returns: undefined
      }
      note_order: {
        Args: { p_data?: Json; p_kind: string; p_order_id: string; p_tenant_id: string }
        Returns: undefined
      }
      note_package_change: { Args: { p_note: string }; Returns: undefined }
      note_payload: {
        Args: {
          n: Omit<
            Database['public']['Tables']['conversation_notes']['Row'],
            Database['public']['Tables']['conversation_notes']['ComputedFields']
          >
        }
        Returns: Json
      }
      note_payout: {
        Args: {
          p_kind: string
          p_reason?: string
          p_statement: Omit<
            Database['public']['Tables']['payout_statements']['Row'],
            Database['public']['Tables']['payout_statements']['ComputedFields']
          >
          p_total_cents: number
        }
        Returns: undefined
      }
      note_pix_checked: { Args: { p_id: string; p_tenant_id: string }; Returns: undefined }
      note_pix_key: {
        Args: { p_account_id: string; p_is_refused: boolean; p_tenant_id: string }
        Returns: undefined
      }
      note_pix_sent: { Args: { p_id: string; p_tenant_id: string }; Returns: undefined }
      note_reaction: {
        Args: {
          p_at: string
          p_message: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
          p_reaction: Json
        }
        Returns: undefined
      }
      note_record_reads: {
        Args: {
          p_entry_ids: string[]
          p_kind: string
          p_note_ids?: string[]
          p_patient_id: string
          p_tenant_id: string
        }
        Returns: undefined
      }
      note_refused_person: {
        Args: {
          p_message: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
        }
        Returns: undefined
      }
      note_sale: {
        Args: {
          p_after?: Json
          p_before?: Json
          p_entity: string
          p_id: string
          p_kind: string
          p_tenant_id: string
        }
        Returns: undefined
      }
      note_session_event: {
        Args: { p_before: Json; p_id: string; p_kind: string; p_tenant_id: string }
        Returns: undefined
      }
      note_stripe_fee: {
        Args: { p_cents: number; p_payment_id: string; p_tenant_id: string }
        Returns: undefined
      }
      note_stripe_key: {
        Args: { p_account_id: string; p_is_refused: boolean; p_tenant_id: string }
        Returns: undefined
      }
      note_webhook_failure: {
        Args: { p_endpoint_id: string; p_now: string; p_status: number; p_tenant_id: string }
        Returns: undefined
      }
      notification_audience: {
        Args: {
          t: Omit<
            Database['public']['Tables']['conversation_threads']['Row'],
            Database['public']['Tables']['conversation_threads']['ComputedFields']
          >
        }
        Returns: string[]
      }
      notify: {
        Args: {
          p_kind: string
          p_message_id: string
          p_message_kind: string
          p_preview: string
          p_user_ids: string[]
          t: Omit<
            Database['public']['Tables']['conversation_threads']['Row'],
            Database['public']['Tables']['conversation_threads']['ComputedFields']
          >
        }
        Returns: undefined
      }
      notify_of_patient: {
        Args: {
          p_kind: string
          p_patient_id: string
          p_preview?: string
          p_tenant_id: string
          p_user_ids: string[]
        }
        Returns: undefined
      }
      nth_of_month: { Args: { p_day: string }; Returns: number }
      occurrence_payload: { Args: { p_occurrence: Json }; Returns: Json }
      offer_wish: {
        Args: {
          p_message: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
        }
        Returns: boolean
      }
      offered_minutes: {
        Args: { p_from: string; p_tenant_id: string; p_therapist_ids?: string[]; p_to: string }
        Returns: {
          day: string
          minutes: number
          therapist_id: string
        }[]
      }
      online_booking_of: {
        Args: { p_token: string }
        Returns: Database['public']['Tables']['online_bookings']['Row']
        SetofOptions: {
          from: '*'
          to: 'online_bookings'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      online_booking_payload: {
        Args: {
          p_booking: Omit<
            Database['public']['Tables']['online_bookings']['Row'],
            Database['public']['Tables']['online_bookings']['ComputedFields']
          >
        }
        Returns: Json
      }
      online_days: {
        Args: {
          p_from: string
          p_now?: string
          p_session_id?: string
          p_session_type_id: string
          p_tenant_id: string
          p_therapist_id: string
        }
        Returns: Json
      }
      online_moment: { Args: { p_text: string }; Returns: string }
      online_slots: {
        Args: {
          p_from: string
          p_now?: string
          p_session_id?: string
          p_session_type_id: string
          p_tenant_id: string
          p_therapist_ids: string[]
          p_until: string
        }
        Returns: {
          ends_at: string
          room_id: string
          starts_at: string
          starts_local: string
          therapist_id: string
        }[]
      }
      open_booking_page: {
        Args: { p_from: string; p_ip_hash: string; p_offer_id: string; p_slug: string }
        Returns: Json
      }
      open_charge: {
        Args: {
          p_charge: Omit<
            Database['public']['Tables']['money_charges']['Row'],
            Database['public']['Tables']['money_charges']['ComputedFields']
          >
        }
        Returns: string
      }
      open_export: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      open_history_imports: { Args: { p_jobs: Database['app']['Tables']['jobs']['Row'][] }; Returns: Json }
      open_hold: {
        Args: {
          p_expires_at: string
          p_owner_id: string
          p_owner_kind: string
          p_place_id: string
          p_quantity: number
          p_tenant_id: string
          p_variant_id: string
        }
        Returns: undefined
      }
      open_imported_stock: {
        Args: {
          p_import: Omit<
            Database['public']['Tables']['imports']['Row'],
            Database['public']['Tables']['imports']['ComputedFields']
          >
          p_quantity: number
          p_variant_id: string
        }
        Returns: boolean
      }
      open_lead_pushes: { Args: { p_jobs: Database['app']['Tables']['jobs']['Row'][] }; Returns: Json }
      open_media_fetches: { Args: { p_jobs: Database['app']['Tables']['jobs']['Row'][] }; Returns: Json }
      open_media_removals: { Args: { p_jobs: Database['app']['Tables']['jobs']['Row'][] }; Returns: Json }
      open_media_upload: { Args: { p_tenant_id: string; p_upload_id: string }; Returns: Json }
      open_message_changes: { Args: { p_jobs: Database['app']['Tables']['jobs']['Row'][] }; Returns: Json }
      open_next_turn: {
        Args: {
          p_now: string
          p_turn: Omit<
            Database['public']['Tables']['ai_turns']['Row'],
            Database['public']['Tables']['ai_turns']['ComputedFields']
          >
        }
        Returns: undefined
      }
      open_online_booking: {
        Args: { p_from: string; p_ip_hash: string; p_moves: boolean; p_token: string }
        Returns: Json
      }
      open_order_invoices: {
        Args: { p_order_id: string; p_tenant_id: string }
        Returns: {
          cents: number
          kind: string
        }[]
      }
      open_package: {
        Args: { p_id: string; p_package: Json; p_tenant_id: string }
        Returns: Database['public']['Tables']['session_packages']['Row']
        SetofOptions: {
          from: '*'
          to: 'session_packages'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      open_picture_fetches: { Args: { p_jobs: Database['app']['Tables']['jobs']['Row'][] }; Returns: Json }
      open_privacy_request: { Args: { p_ip_hash: string; p_slug: string; p_token: string }; Returns: Json }
      open_pushes: { Args: { p_jobs: Database['app']['Tables']['jobs']['Row'][] }; Returns: Json }
      open_review: { Args: { p_order_id: string; p_product_id: string; p_tenant_id: string }; Returns: Json }
      open_send: {
        Args: {
          p_job: Omit<
            Database['app']['Tables']['jobs']['Row'],
            Database['app']['Tables']['jobs']['ComputedFields']
          >
        }
        Returns: Json
      }
      open_sends: { Args: { p_jobs: Database['app']['Tables']['jobs']['Row'][] }; Returns: Json }
      open_shop: { Args: { p_filter: Json; p_ip_hash: string; p_slug: string }; Returns: Json }
      open_shop_chat: { Args: { p_ip_hash: string; p_slug: string; p_token: string }; Returns: Json }
      open_shop_image: { Args: { p_image_id: string; p_ip_hash: string; p_slug: string }; Returns: Json }
      open_shop_item: { Args: { p_ip_hash: string; p_item: string; p_slug: string }; Returns: Json }
      open_shop_times: {
        Args: { p_from: string; p_ip_hash: string; p_item: string; p_slug: string }
        Returns: Json
      }
      open_token_renewals: { Args: { p_jobs: Database['app']['Tables']['jobs']['Row'][] }; Returns: Json }
      open_turn: {
        Args: {
          p_message_id: string
          p_opened_at: string
          p_run_at: string
          p_tenant_id: string
          p_thread_id: string
        }
        Returns: undefined
      }
      operations_state: { Args: { p_now?: string; p_tenant_id: string }; Returns: Json }
      opt_effect_of: {
        Args: {
          p_message: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
        }
        Returns: Record<string, unknown>
      }
      opt_wish: { Args: { p_body: string; p_tenant_id: string }; Returns: Record<string, unknown> }
      opted_out_of: {
        Args: { p_purpose: string; p_tenant_id: string; p_thread_id: string }
        Returns: boolean
      }
      optout_settings_of: { Args: { p_tenant_id: string }; Returns: Json }
      order_charge: { Args: { p_order_id: string; p_tenant_id: string }; Returns: string }
      order_invoice_amounts: {
        Args: { p_order_id: string; p_tenant_id: string }
        Returns: {
          cents: number
          kind: string
        }[]
      }
      order_invoice_content: {
        Args: {
          p_cents: number
          p_kind: string
          p_order: Omit<
            Database['public']['Tables']['orders']['Row'],
            Database['public']['Tables']['orders']['ComputedFields']
          >
        }
        Returns: Json
      }
      order_invoice_dues: {
        Args: { p_order_id: string; p_tenant_id: string }
        Returns: {
          cents: number
          kind: string
        }[]
      }
      order_invoice_holds: { Args: { p_payment_id: string; p_tenant_id: string }; Returns: boolean }
      order_invoice_lines: {
        Args: { p_order_id: string; p_tenant_id: string }
        Returns: {
          cents: number
          invoice: string
          item_id: string
          name: string
          position: number
          product_id: string
          quantity: number
          sku: string
        }[]
      }
      order_invoice_section: { Args: { p_order_id: string; p_tenant_id: string }; Returns: Json }
      order_invoices_json: { Args: { p_order_id: string; p_tenant_id: string }; Returns: Json }
      order_json: { Args: { p_order_id: string; p_tenant_id: string }; Returns: Json }
      order_lines: { Args: { p_order_id: string; p_tenant_id: string }; Returns: Json }
      order_of_page: {
        Args: { p_ip_hash: string; p_is_payment: boolean; p_key: string; p_tenant_id: string }
        Returns: Json
      }
      order_payer: {
        Args: { p_contact_id: string; p_patient_id: string; p_tenant_id: string }
        Returns: string
      }
      order_pix: { Args: { p_charge_id: string; p_tenant_id: string }; Returns: Json }
      order_seat_lines: { Args: { p_order_id: string; p_tenant_id: string }; Returns: Json }
      order_seats: { Args: { p_order_id: string; p_tenant_id: string }; Returns: Json }
      order_sections: { Args: { p_order_id: string; p_tenant_id: string }; Returns: Json }
      order_state: {
        Args: {
          p_fulfilled: number
          p_is_over: boolean
          p_paid_cents: number
          p_refunded_cents: number
          p_returned: number
          p_sold: number
          p_total_cents: number
        }
        Returns: string
      }
      order_times: { Args: { p_order_id: string; p_tenant_id: string }; Returns: Json }
      order_ways: {
        Args: {
          p_due_cents: number
          p_order: Omit<
            Database['public']['Tables']['orders']['Row'],
            Database['public']['Tables']['orders']['ComputedFields']
          >
        }
        Returns: Json
      }
      origin_of_thread: { Args: { p_thread_key: string }; Returns: string }
      own_embedding_model: { Args: Record<PropertyKey, never>; Returns: string }
      parcel_cents: { Args: { p_cents: number }; Returns: number }
      parcel_grams: { Args: { p_grams: number }; Returns: number }
      patient_condition: { Args: { p_tenant_id: string; p_where: Json }; Returns: string }
      patient_file_payload: {
        Args: {
          f: Omit<
            Database['public']['Tables']['patient_files']['Row'],
            Database['public']['Tables']['patient_files']['ComputedFields']
          >
        }
        Returns: Json
      }
      patient_resource: {
        Args: {
          p_patient: Omit<
            Database['public']['Tables']['patients']['Row'],
            Database['public']['Tables']['patients']['ComputedFields']
          >
        }
        Returns: Json
      }
      patient_who_booked: {
        Args: { p_names: string[]; p_phone: string; p_tenant_id: string }
        Returns: string
      }
      patients_named: { Args: { p_tenant_id: string; p_text: string }; Returns: string[] }
      patients_of_thread: { Args: { p_tenant_id: string; p_thread_id: string }; Returns: string[] }
      pause_campaign: { Args: { p_id: string; p_reason: string; p_tenant_id: string }; Returns: undefined }
      pause_dinamize: {
        Args: {
          p_direction: string
          p_job_id: number
          p_lease_token: string
          p_seconds: number
          p_tenant_id: string
        }
        Returns: string
      }
      pause_evaluation: {
        Args: { p_job_id: number; p_lease_token: string; p_tenant_id: string }
        Returns: boolean
      }
      pause_history_import: {
        Args: { p_job_id: number; p_lease_token: string; p_tenant_id: string }
        Returns: boolean
      }
      pause_import: {
        Args: { p_job_id: number; p_lease_token: string; p_tenant_id: string }
        Returns: boolean
      }
      pay_at_most: {
        Args: { p_amount_cents: number; p_charge_id: string; p_payment_ids: string[]; p_tenant_id: string }
        Returns: undefined
      }
      pay_charges: {
        Args: { p_charge_ids: string[]; p_payment_ids: string[]; p_tenant_id: string }
        Returns: number
      }
      pay_purchase: {
        Args: {
          p_payment: Json
          p_purchase: Omit<
            Database['public']['Tables']['whatsapp_credit_purchases']['Row'],
            Database['public']['Tables']['whatsapp_credit_purchases']['ComputedFields']
          >
        }
        Returns: Database['public']['Tables']['whatsapp_credit_purchases']['Row']
        SetofOptions: {
          from: '*'
          to: 'whatsapp_credit_purchases'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      payer_of: { Args: { p_patient_id: string; p_tenant_id: string }; Returns: string }
      payment_answer: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      payment_doubt: {
        Args: {
          p_payment: Json
          p_purchase: Omit<
            Database['public']['Tables']['whatsapp_credit_purchases']['Row'],
            Database['public']['Tables']['whatsapp_credit_purchases']['ComputedFields']
          >
        }
        Returns: string
      }
      payment_parts: {
        Args: { p_payment_ids: string[]; p_tenant_id: string }
        Returns: {
          cents: number
          patient_id: string
          payment_id: string
          therapist_id: string
        }[]
      }
      payment_resource: {
        Args: {
          p_entry: Omit<
            Database['public']['Tables']['money_entries']['Row'],
            Database['public']['Tables']['money_entries']['ComputedFields']
          >
        }
        Returns: Json
      }
      payout_answer: { Args: { p_month: string; p_tenant_id: string; p_therapist_id: string }; Returns: Json }
      payout_differences: {
        Args: {
          p_charge_ids: string[]
          p_rule?: Omit<
            Database['public']['Tables']['payout_rules']['Row'],
            Database['public']['Tables']['payout_rules']['ComputedFields']
          >
          p_tenant_id: string
        }
        Returns: {
          amount_cents: number
          charge_id: string
          counts_on: string
          fixed_cents: number
          paid_cents: number
          payment_id: string
          percent: number
          rule_id: string
          therapist_id: string
          units: number
        }[]
      }
      payout_faults: {
        Args: Record<PropertyKey, never>
        Returns: {
          fault: string
          tenant_id: string
        }[]
      }
      payout_lines: {
        Args: { p_month: string; p_tenant_id: string; p_therapist_id: string }
        Returns: {
          amount_cents: number
          by_name: string
          charge_cents: number
          charge_id: string
          counts_on: string
          created_at: string
          due_on: string
          fixed_cents: number
          id: string
          is_late: boolean
          kind: string
          method: string
          note: string
          number: number
          origin: string
          paid_cents: number
          patient_id: string
          patient_name: string
          payer_name: string
          payment_id: string
          percent: number
          session_id: string
          starts_local: string
          type_name: string
          units: number
        }[]
      }
      payout_month: { Args: { p_day: string; p_tenant_id: string; p_therapist_id: string }; Returns: string }
      payout_scope: { Args: { p_tenant_id: string }; Returns: string }
      payout_share: {
        Args: {
          p_base_cents: number
          p_fixed_cents: number
          p_paid_cents: number
          p_percent: number
          p_units: number
        }
        Returns: number
      }
      payout_targets: {
        Args: {
          p_charge_ids: string[]
          p_rule?: Omit<
            Database['public']['Tables']['payout_rules']['Row'],
            Database['public']['Tables']['payout_rules']['ComputedFields']
          >
          p_tenant_id: string
        }
        Returns: {
          amount_cents: number
          charge_id: string
          counts_on: string
          fixed_cents: number
          paid_cents: number
          payment_id: string
          percent: number
          rule_id: string
          therapist_id: string
          units: number
        }[]
      }
      payout_terms: {
        Args: {
          p_charge_ids: string[]
          p_rule?: Omit<
            Database['public']['Tables']['payout_rules']['Row'],
            Database['public']['Tables']['payout_rules']['ComputedFields']
          >
          p_tenant_id: string
        }
        Returns: {
          base_cents: number
          charge_id: string
          due_on: string
          fixed_cents: number
          payer_id: string
          percent: number
          rule_id: string
          session_type_id: string
          therapist_id: string
          units: number
        }[]
      }
      pays_with_credits: { Args: { p_tenant_id: string }; Returns: boolean }
      person_scope: {
        Args: { p_patient_id: string; p_tenant_id: string }
        Returns: {
          addresses: string[]
          patients: string[]
          payers: string[]
          shared_threads: string[]
          threads: string[]
        }[]
      }
      person_to_tell: {
        Args: { p_patient_id: string; p_tenant_id: string }
        Returns: {
          name: string
          phone: string
          thread_key: string
        }[]
      }
      personal_reader: {
        Args: {
          p_data: Omit<
            Database['app']['Tables']['personal_data']['Row'],
            Database['app']['Tables']['personal_data']['ComputedFields']
          >
          p_role: string
          p_treats: boolean
        }
        Returns: string
      }
      pick_lots: {
        Args: { p_place_id: string; p_quantity: number; p_tenant_id: string; p_variant_id: string }
        Returns: {
          lot_id: string
          quantity: number
        }[]
      }
      pix_account_key: { Args: { p_account_id: string; p_tenant_id: string }; Returns: Json }
      pix_cents: { Args: { p_value: Json }; Returns: number }
      pix_json: {
        Args: {
          p_pix: Omit<
            Database['app']['Tables']['pix_charges']['Row'],
            Database['app']['Tables']['pix_charges']['ComputedFields']
          >
        }
        Returns: Json
      }
      pix_message: { Args: { p_id: string; p_tenant_id: string }; Returns: string }
      pix_to_check: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      place_order: {
        Args: { p_id: string; p_order: Json; p_tenant_id: string }
        Returns: Database['public']['Tables']['orders']['Row']
        SetofOptions: {
          from: '*'
          to: 'orders'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      place_shop_order: {
        Args: { p_buyer: Json; p_cart: Json; p_form_token: string; p_ip_hash: string; p_slug: string }
        Returns: Json
      }
      places_taken: { Args: { p_session_id: string; p_tenant_id: string }; Returns: number }
      plan_campaign: {
        Args: {
          p_campaign: Omit<
            Database['public']['Tables']['campaigns']['Row'],
            Database['public']['Tables']['campaigns']['ComputedFields']
          >
          p_limit: number
          p_now: string
        }
        Returns: boolean
      }
      plan_session_reminders: { Args: { p_now: string }; Returns: undefined }
      polite_moment: { Args: { p_at: string; p_zone: string }; Returns: string }
      post_addon_credits: {
        Args: {
          p_addon_type: string
          p_at?: string
          p_credits: number
          p_details?: Json
          p_reference: string
          p_tenant_id: string
          p_type: string
        }
        Returns: Database['public']['Tables']['addon_transactions']['Row']
        SetofOptions: {
          from: '*'
          to: 'addon_transactions'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      post_credits: {
        Args: {
          p_admin_id?: string
          p_credits: number
          p_kind: string
          p_may_owe?: boolean
          p_message_id?: string
          p_note?: string
          p_purchase_id?: string
          p_reference: string
          p_tenant_id: string
        }
        Returns: Database['public']['Tables']['whatsapp_credits_transactions']['Row']
        SetofOptions: {
          from: '*'
          to: 'whatsapp_credits_transactions'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      post_money: {
        Args: {
          p_entry: Omit<
            Database['public']['Tables']['money_entries']['Row'],
            Database['public']['Tables']['money_entries']['ComputedFields']
          >
        }
        Returns: string
      }
      post_monthly_fees: {
        Args: { p_month: string; p_patient_id?: string; p_tenant_id: string }
        Returns: Json
      }
      post_payment: {
        Args: {
          p_entry: Omit<
            Database['public']['Tables']['money_entries']['Row'],
            Database['public']['Tables']['money_entries']['ComputedFields']
          >
        }
        Returns: undefined
      }
      post_payouts: {
        Args: { p_charge_ids: string[]; p_is_money: boolean; p_tenant_id: string }
        Returns: number
      }
      post_pix: {
        Args: {
          p_cents: number
          p_payment: Json
          p_pix: Omit<
            Database['app']['Tables']['pix_charges']['Row'],
            Database['app']['Tables']['pix_charges']['ComputedFields']
          >
        }
        Returns: string
      }
      post_receipt: {
        Args: {
          p_freight: number
          p_lines: Json
          p_order: Omit<
            Database['public']['Tables']['purchase_orders']['Row'],
            Database['public']['Tables']['purchase_orders']['ComputedFields']
          >
          p_receipt_id: string
        }
        Returns: undefined
      }
      post_reversal: {
        Args: {
          p_credits: number
          p_purchase: Omit<
            Database['public']['Tables']['whatsapp_credit_purchases']['Row'],
            Database['public']['Tables']['whatsapp_credit_purchases']['ComputedFields']
          >
        }
        Returns: undefined
      }
      post_stock: {
        Args: {
          p_move: Omit<
            Database['public']['Tables']['stock_moves']['Row'],
            Database['public']['Tables']['stock_moves']['ComputedFields']
          >
        }
        Returns: Database['public']['Tables']['stock_moves']['Row']
        SetofOptions: {
          from: 'stock_moves'
          to: 'stock_moves'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      prepare_template: {
        Args: {
          p_channel: Omit<
            Database['public']['Tables']['notification_channels']['Row'],
            Database['public']['Tables']['notification_channels']['ComputedFields']
          >
          p_template: Json
        }
        Returns: Json
      }
      pressed_message: {
        Args: { p_content: Json; p_tenant_id: string; p_thread_id: string }
        Returns: Database['public']['Tables']['conversation_messages']['Row']
        SetofOptions: {
          from: '*'
          to: 'conversation_messages'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      preview_campaign: {
        Args: { p_definition: Json; p_id: string; p_now: string; p_tenant_id: string }
        Returns: Json
      }
      privacy_protocol: { Args: { p_id: string }; Returns: string }
      product_images_json: { Args: { p_product_id: string; p_tenant_id: string }; Returns: Json }
      product_matches: {
        Args: { p_id: string; p_search: string; p_sort_key: string; p_tenant_id: string }
        Returns: boolean
      }
      profession_limits: { Args: { p_feature: string; p_tenant_id: string }; Returns: string[] }
      prompt_problem: { Args: { p_prompt_id: string; p_tenant_id: string }; Returns: string }
      propose: {
        Args: {
          p_args: Json
          p_now: string
          p_patient_id: string
          p_tool: Omit<
            Database['app']['Tables']['ai_tools']['Row'],
            Database['app']['Tables']['ai_tools']['ComputedFields']
          >
          p_turn: Omit<
            Database['public']['Tables']['ai_turns']['Row'],
            Database['public']['Tables']['ai_turns']['ComputedFields']
          >
          p_words: string
        }
        Returns: Json
      }
      prune_audit: { Args: { p_now?: string; p_tenant_id: string }; Returns: number }
      prune_audits: { Args: { p_now?: string }; Returns: number }
      prune_expired: { Args: Record<PropertyKey, never>; Returns: undefined }
      publish_event: { Args: { p_event: string; p_payload: Json; p_tenant_id: string }; Returns: undefined }
      publish_history_import: {
        Args: {
          i: Omit<
            Database['app']['Tables']['history_imports']['Row'],
            Database['app']['Tables']['history_imports']['ComputedFields']
          >
        }
        Returns: undefined
      }
      publish_message: {
        Args: {
          p_message: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
        }
        Returns: undefined
      }
      publish_note: {
        Args: {
          n: Omit<
            Database['public']['Tables']['conversation_notes']['Row'],
            Database['public']['Tables']['conversation_notes']['ComputedFields']
          >
        }
        Returns: undefined
      }
      publish_purchase: {
        Args: {
          p_purchase: Omit<
            Database['public']['Tables']['whatsapp_credit_purchases']['Row'],
            Database['public']['Tables']['whatsapp_credit_purchases']['ComputedFields']
          >
        }
        Returns: undefined
      }
      publish_scheduled: {
        Args: {
          s: Omit<
            Database['public']['Tables']['scheduled_messages']['Row'],
            Database['public']['Tables']['scheduled_messages']['ComputedFields']
          >
        }
        Returns: undefined
      }
      publish_sessions: { Args: { p_days?: string[]; p_ids: string[]; p_tenant_id: string }; Returns: Json }
      publish_thread: {
        Args: {
          t: Omit<
            Database['public']['Tables']['conversation_threads']['Row'],
            Database['public']['Tables']['conversation_threads']['ComputedFields']
          >
        }
        Returns: undefined
      }
      purchase_mail: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      put_deal: {
        Args: { p_deal: Json; p_id: string; p_tenant_id: string; p_thread_id?: string }
        Returns: Database['public']['Tables']['deals']['Row']
        SetofOptions: {
          from: '*'
          to: 'deals'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      put_deal_on_stage: {
        Args: {
          p_deal: Omit<
            Database['public']['Tables']['deals']['Row'],
            Database['public']['Tables']['deals']['ComputedFields']
          >
          p_stage: Omit<
            Database['public']['Tables']['pipeline_stages']['Row'],
            Database['public']['Tables']['pipeline_stages']['ComputedFields']
          >
        }
        Returns: undefined
      }
      put_off_job: {
        Args: {
          p_job_id: number
          p_lease_token: string
          p_payload?: Json
          p_run_at: string
          p_tenant_id: string
        }
        Returns: boolean
      }
      put_patient_fields: { Args: { p_fields: Json; p_id: string; p_tenant_id: string }; Returns: undefined }
      put_product: {
        Args: {
          p_product: Omit<
            Database['public']['Tables']['products']['Row'],
            Database['public']['Tables']['products']['ComputedFields']
          >
        }
        Returns: undefined
      }
      put_quick_reply_files: {
        Args: { p_file_ids: string[]; p_reply_id: string; p_tenant_id: string }
        Returns: undefined
      }
      put_search_entry: {
        Args: {
          p_codes?: string[]
          p_kind: string
          p_mails?: string[]
          p_phones?: string[]
          p_record_id: string
          p_tenant_id: string
          p_title: string
        }
        Returns: undefined
      }
      put_session_status: {
        Args: {
          p_before: Json
          p_kind: string
          p_reason?: string
          p_status: string
          v_old: Omit<
            Database['public']['Tables']['sessions']['Row'],
            Database['public']['Tables']['sessions']['ComputedFields']
          >
        }
        Returns: undefined
      }
      put_words: { Args: { p_tenant_id: string; p_words: string }; Returns: undefined }
      question_key: { Args: { p_question: string }; Returns: string }
      queue_contact_erasure: {
        Args: { p_contact_code: string; p_place: string; p_tenant_id: string }
        Returns: undefined
      }
      queue_health: { Args: Record<PropertyKey, never>; Returns: Json }
      queue_lead_push: { Args: { p_lead_id: string; p_tenant_id: string }; Returns: undefined }
      queue_webhooks: {
        Args: {
          p_at: string
          p_data: Json
          p_endpoint_id: string
          p_event: string
          p_source_key: string
          p_tenant_id: string
        }
        Returns: number
      }
      quick_reply_payload: {
        Args: {
          q: Omit<
            Database['public']['Tables']['quick_replies']['Row'],
            Database['public']['Tables']['quick_replies']['ComputedFields']
          >
        }
        Returns: Json
      }
      quote_coupon: { Args: { p_code: string; p_lines: Json; p_tenant_id: string }; Returns: number }
      quote_shop: {
        Args: {
          p_cart: Json
          p_shop: Omit<
            Database['public']['Tables']['shop_settings']['Row'],
            Database['public']['Tables']['shop_settings']['ComputedFields']
          >
        }
        Returns: Json
      }
      quote_shop_cart: { Args: { p_cart: Json; p_ip_hash: string; p_slug: string }; Returns: Json }
      raise_alert: {
        Args: { p_data?: Json; p_kind: string; p_now?: string; p_subject?: string; p_tenant_id: string }
        Returns: string
      }
      raise_imported_contacts: {
        Args: {
          p_deal_ids: string[]
          p_import: Omit<
            Database['public']['Tables']['imports']['Row'],
            Database['public']['Tables']['imports']['ComputedFields']
          >
        }
        Returns: undefined
      }
      rating_moment: { Args: { p_at: string; p_tenant_id: string }; Returns: string }
      react_to_message: {
        Args: {
          p_is_opt_word: boolean
          p_message: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
        }
        Returns: undefined
      }
      read_agenda_feed: { Args: { p_secret: string; p_tenant_id: string }; Returns: Json }
      read_clinic_rows: {
        Args: {
          p_after: Json
          p_limit: number
          p_table: string
          p_tenant_id: string
          p_therapist_id: string
          p_user_id: string
        }
        Returns: Json
      }
      read_import_rows: {
        Args: { p_kind: string; p_rows: Json }
        Returns: Database['app']['CompositeTypes']['import_row'][]
      }
      read_list_page: {
        Args: { p_after: Json; p_limit: number; p_subject: Json; p_tenant_id: string; p_user_id: string }
        Returns: Json
      }
      read_personal_data: {
        Args: {
          p_limit: number
          p_offset: number
          p_patient_id: string
          p_table: string
          p_tenant_id: string
          p_user_id: string
        }
        Returns: Json
      }
      reads_clinical_intake: { Args: { p_submission_id: string; p_tenant_id: string }; Returns: boolean }
      reais: { Args: { p_cents: number }; Returns: string }
      receipt_json: {
        Args: {
          p_receipt: Omit<
            Database['public']['Tables']['receipts']['Row'],
            Database['public']['Tables']['receipts']['ComputedFields']
          >
        }
        Returns: Json
      }
      receipt_lines: {
        Args: { p_lines: Json; p_tenant_id: string }
        Returns: {
          cost: number
          expires_on: string
          item_id: string
          line: number
          lot: string
          units: number
          uses_lots: boolean
          variant_id: string
        }[]
      }
      receipt_scope: { Args: { p_tenant_id: string; p_writes: boolean }; Returns: string }
      receita_saude_line: {
        Args: {
          p_cents: number
          p_council: string
          p_document: string
          p_occupation: string
          p_paid_on: string
          p_patient_cpf: string
          p_payer_cpf: string
        }
        Returns: string
      }
      receita_saude_parts: {
        Args: { p_from: string; p_tenant_id: string; p_therapist_id: string; p_to: string }
        Returns: {
          cents: number
          exported_at: string
          exported_cents: number
          number: number
          paid_on: string
          patient_document: string
          patient_id: string
          patient_name: string
          payer: Json
          payer_id: string
          payment_id: string
          problem: string
        }[]
      }
      receita_saude_problems: { Args: { p_tenant_id: string; p_therapist_id: string }; Returns: string[] }
      record_access: {
        Args: { p_patient_id: string; p_tenant_id: string; p_user_id: string }
        Returns: string
      }
      record_addenda: {
        Args: {
          p_entry: Omit<
            Database['public']['Tables']['record_entries']['Row'],
            Database['public']['Tables']['record_entries']['ComputedFields']
          >
        }
        Returns: Json
      }
      record_entry_json: {
        Args: {
          p_entry: Omit<
            Database['public']['Tables']['record_entries']['Row'],
            Database['public']['Tables']['record_entries']['ComputedFields']
          >
        }
        Returns: Json
      }
      record_evaluation: {
        Args: {
          p_cases: number
          p_figures: Json
          p_misses?: Json
          p_model: string
          p_prompt_id: string
          p_set: string
          p_tenant_id: string
        }
        Returns: boolean
      }
      record_outcome: {
        Args: {
          p_error_code: string
          p_error_detail: string
          p_job_id: number
          p_lease_token: string
          p_outcome: string
          p_provider_message_id: string
          p_retry_after_seconds: number
          p_tenant_id: string
        }
        Returns: Json
      }
      record_sent: {
        Args: { p_at: string; p_message_id: string; p_provider_message_id: string; p_tenant_id: string }
        Returns: Database['public']['Tables']['conversation_messages']['Row']
        SetofOptions: {
          from: '*'
          to: 'conversation_messages'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      record_settings_of: {
        Args: { p_tenant_id: string }
        Returns: Database['public']['Tables']['record_settings']['Row']
        SetofOptions: {
          from: '*'
          to: 'record_settings'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      record_tool_call: {
        Args: {
          p_args: Json
          p_ms: number
          p_result: Json
          p_tenant_id: string
          p_tool: string
          p_turn_id: string
          p_worker: string
        }
        Returns: boolean
      }
      recount_reports: { Args: { p_tenant_id: string }; Returns: number }
      recovery_code_hash: { Args: { p_code: string; p_user_id: string }; Returns: string }
      references_to_patients: {
        Args: Record<PropertyKey, never>
        Returns: {
          column_name: string
          demoted: Json
          is_counted: boolean
          keeps_copy: boolean
          key_columns: string[]
          moves: boolean
          place_columns: string[]
          set_column: string
          table_name: string
        }[]
      }
      refill_packages: { Args: { p_patient_id: string; p_tenant_id: string }; Returns: undefined }
      refresh_catalogue: { Args: { p_tenant_id: string }; Returns: boolean }
      refresh_clinic_days: { Args: { p_tenant_id: string }; Returns: number }
      refresh_next_scheduled: {
        Args: { p_tenant_id: string; p_thread_id: string }
        Returns: Database['public']['Tables']['conversation_threads']['Row']
        SetofOptions: {
          from: '*'
          to: 'conversation_threads'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      refresh_order: {
        Args: { p_order_id: string; p_tenant_id: string }
        Returns: Database['public']['Tables']['orders']['Row']
        SetofOptions: {
          from: '*'
          to: 'orders'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      refresh_summaries: { Args: Record<PropertyKey, never>; Returns: number }
      refresh_thread_summary: {
        Args: { p_tenant_id: string; p_thread_id: string }
        Returns: Database['public']['Tables']['conversation_threads']['Row']
        SetofOptions: {
          from: '*'
          to: 'conversation_threads'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      refresh_waiting: {
        Args: {
          p_thread: Omit<
            Database['public']['Tables']['conversation_threads']['Row'],
            Database['public']['Tables']['conversation_threads']['ComputedFields']
          >
        }
        Returns: Database['public']['Tables']['conversation_threads']['Row']
        SetofOptions: {
          from: 'conversation_threads'
          to: 'conversation_threads'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      refund_held_credit: {
        Args: { p_hold_id: string; p_position: number; p_tenant_id: string }
        Returns: boolean
      }
      refund_message: {
        Args: {
          p_message: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
        }
        Returns: undefined
      }
      refund_to_send: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      refuse_dinamize: { Args: { p_code: string; p_id: string; p_tenant_id: string }; Returns: undefined }
      refuse_send: {
        Args: {
          p_code: string
          p_job: Omit<
            Database['app']['Tables']['jobs']['Row'],
            Database['app']['Tables']['jobs']['ComputedFields']
          >
          p_message: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
        }
        Returns: Database['public']['Tables']['conversation_messages']['Row']
        SetofOptions: {
          from: '*'
          to: 'conversation_messages'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      refuse_token: {
        Args: { p_channel_id: string; p_code: string; p_now?: string; p_tenant_id: string }
        Returns: undefined
      }
      refuse_when_cancelled: { Args: { p_stack: string }; Returns: undefined }
      reindex_knowledge: { Args: { p_model?: string; p_tenant_id: string }; Returns: number }
      release_allocations: {
        Args: { p_at_most?: number; p_charge_id: string; p_payment_id: string; p_tenant_id: string }
        Returns: string[]
      }
      release_charge: {
        Args: { p_charging_until: string; p_purchase_id: string; p_tenant_id: string }
        Returns: undefined
      }
      release_expired_holds: {
        Args: { p_now?: string; p_owner_id: string; p_owner_kind: string; p_tenant_id: string }
        Returns: number
      }
      release_held_credits: {
        Args: { p_hold_id: string; p_tenant_id: string }
        Returns: {
          created_at: string
          credits: number
          id: string
          released_at: string | null
          settled_credits: number | null
          tenant_id: string
        }
        SetofOptions: {
          from: '*'
          to: 'credit_holds'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      release_media_file: { Args: { p_file_id: string; p_tenant_id: string }; Returns: undefined }
      release_pix_charge: {
        Args: { p_charging_until: string; p_id: string; p_is_over: boolean; p_tenant_id: string }
        Returns: undefined
      }
      release_seats: {
        Args: { p_owner_id: string; p_owner_kind: string; p_tenant_id: string }
        Returns: number
      }
      release_stock: {
        Args: { p_owner_id: string; p_owner_kind: string; p_tenant_id: string }
        Returns: undefined
      }
      reminder_credits: { Args: { p_exactly: boolean; p_now: string; p_tenant_id: string }; Returns: number }
      reminder_effect:
        | {
            Args: { p_from: string; p_tenant_id: string; p_therapist_id: string; p_to: string }
            Returns: Json
          }
        | { Args: { p_now: string; p_tenant_id: string }; Returns: Json }
      reminder_forecast: {
        Args: { p_now: string; p_session_ids: string[]; p_tenant_id: string }
        Returns: {
          due_at: string
          goes_at: string
          outlook: string
          patient_id: string
          reason: string
          session_id: string
          window_minutes: number
        }[]
      }
      reminder_is_held_out: {
        Args: {
          p_patient_id: string
          p_session_id: string
          p_settings: Omit<
            Database['public']['Tables']['conversation_session_reminders_settings']['Row'],
            Database['public']['Tables']['conversation_session_reminders_settings']['ComputedFields']
          >
          p_starts_at: string
        }
        Returns: boolean
      }
      reminder_obstacle: {
        Args: {
          p_at: string
          p_has_template: boolean
          p_patient_id: string
          p_settings: Omit<
            Database['public']['Tables']['conversation_session_reminders_settings']['Row'],
            Database['public']['Tables']['conversation_session_reminders_settings']['ComputedFields']
          >
          p_status: string
        }
        Returns: string
      }
      reminder_of: { Args: { p_payer_id: string; p_tenant_id: string }; Returns: Json }
      reminder_over: {
        Args: {
          p_now: string
          p_reminder: Omit<
            Database['public']['Tables']['conversation_session_reminders_logs']['Row'],
            Database['public']['Tables']['conversation_session_reminders_logs']['ComputedFields']
          >
        }
        Returns: string
      }
      reminder_settings_of: {
        Args: { p_tenant_id: string }
        Returns: Database['public']['Tables']['conversation_session_reminders_settings']['Row']
        SetofOptions: {
          from: '*'
          to: 'conversation_session_reminders_settings'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      reminder_text: { Args: Record<PropertyKey, never>; Returns: string }
      reminder_windows: {
        Args: { p_windows: Json }
        Returns: {
          minutes: number
          since: string
          template: Json
          text: string
          until_minutes: number
        }[]
      }
      reminder_wish: {
        Args: {
          p_message: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
        }
        Returns: string
      }
      reminder_words: {
        Args: {
          p_patient_id: string
          p_session: Omit<
            Database['public']['Tables']['sessions']['Row'],
            Database['public']['Tables']['sessions']['ComputedFields']
          >
        }
        Returns: Json
      }
      remove_export_later: { Args: { p_at: string; p_id: string; p_tenant_id: string }; Returns: undefined }
      render_template: { Args: { p_body: string; p_variables: Json }; Returns: string }
      renew_push_subscription: {
        Args: {
          p_auth: string
          p_endpoint: string
          p_new_auth: string
          p_new_endpoint: string
          p_new_p256dh: string
          p_tenant_id: string
        }
        Returns: undefined
      }
      replace_message_templates: {
        Args: { p_account_sid: string; p_channel_id: string; p_templates: Json; p_tenant_id: string }
        Returns: string
      }
      replace_sealed: {
        Args: { p_new: Json; p_old: Json; p_owner_id: string; p_store: string; p_tenant_id: string }
        Returns: boolean
      }
      report_faults: {
        Args: Record<PropertyKey, never>
        Returns: {
          fault: string
          tenant_id: string
        }[]
      }
      report_measure: { Args: { p_direction: string; p_kind: string; p_origin: string }; Returns: string }
      report_reader: { Args: { p_person_id: string; p_tenant_id: string }; Returns: string }
      report_rows: {
        Args: { p_from: string; p_person_id?: string; p_tenant_id: string; p_to: string }
        Returns: {
          channel_id: string
          counts: number[]
          day: string
          measure: string
          number: number
          person_id: string
          total: number
        }[]
      }
      reprice: {
        Args: { p_patient_id: string; p_session_type_id: string; p_tenant_id: string; p_therapist_id: string }
        Returns: undefined
      }
      request_message_change: {
        Args: { p_change: string; p_message_id: string; p_tenant_id: string; p_value?: string }
        Returns: Json
      }
      require_addon: {
        Args: {
          p_addon: Omit<
            Database['public']['Tables']['addon_credits']['Row'],
            Database['public']['Tables']['addon_credits']['ComputedFields']
          >
          p_at: string
          p_credits: number
        }
        Returns: undefined
      }
      require_admin: { Args: { p_tenant_id: string }; Returns: string }
      require_agenda_keeper: { Args: { p_tenant_id: string }; Returns: string }
      require_agenda_writer: { Args: { p_tenant_id: string; p_therapist_ids: string[] }; Returns: string }
      require_amount: { Args: { p_at_least?: number; p_cents: number }; Returns: number }
      require_api_key: {
        Args: { p_operation: string }
        Returns: Database['public']['Tables']['api_keys']['Row']
        SetofOptions: {
          from: '*'
          to: 'api_keys'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      require_assistant_key: {
        Args: { p_operation: string; p_tenant_id: string }
        Returns: Database['public']['Tables']['api_keys']['Row']
        SetofOptions: {
          from: '*'
          to: 'api_keys'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      require_assistant_leader: { Args: { p_tenant_id: string }; Returns: string }
      require_assistant_user: { Args: { p_tenant_id: string }; Returns: string }
      require_audit_filter: { Args: { p_filter: Json }; Returns: Json }
      require_campaigner: { Args: { p_tenant_id: string }; Returns: string }
      require_care_manager: {
        Args: { p_patient_id: string; p_tenant_id: string; p_user_id: string }
        Returns: undefined
      }
      require_charge_filters: { Args: { p_where: Json }; Returns: Json }
      require_color: { Args: { p_color: string; p_default: string }; Returns: string }
      require_credits: { Args: { p_credits: number; p_reference: string }; Returns: undefined }
      require_decided: { Args: { p_occurrences: Json }; Returns: undefined }
      require_import: {
        Args: { p_id: string; p_tenant_id: string }
        Returns: Database['public']['Tables']['imports']['Row']
        SetofOptions: {
          from: '*'
          to: 'imports'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      require_import_kind: {
        Args: { p_key: string; p_tenant_id: string }
        Returns: {
          check_function: string | null
          columns: string[]
          entity: string
          key: string
          keys: string[]
          match_function: string
          module: string | null
          parts: string[]
          position: number
          reads: string[]
          roles: string[]
          table_name: string
          undo_function: string | null
          write_function: string
        }
        SetofOptions: {
          from: '*'
          to: 'import_kinds'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      require_keepable_media: {
        Args: { p_bytes: number; p_media: string; p_mime_type: string }
        Returns: number
      }
      require_knowledge_editor: { Args: { p_tenant_id: string }; Returns: string }
      require_knowledge_reader: { Args: { p_tenant_id: string }; Returns: string }
      require_leader: { Args: { p_tenant_id: string }; Returns: string }
      require_link: { Args: { p_link: string }; Returns: string }
      require_member: { Args: { p_roles?: string[]; p_tenant_id: string }; Returns: string }
      require_merger: { Args: { p_tenant_id: string }; Returns: string }
      require_module: { Args: { p_module: string; p_tenant_id: string }; Returns: undefined }
      require_money_day: { Args: { p_day: string; p_tenant_id: string }; Returns: string }
      require_money_reader: { Args: { p_tenant_id: string }; Returns: string }
      require_money_writer: { Args: { p_tenant_id: string }; Returns: string }
      require_name: { Args: { p_longest?: number; p_name: string }; Returns: string }
      require_open_to_us: {
        Args: {
          p_thread: Omit<
            Database['public']['Tables']['conversation_threads']['Row'],
            Database['public']['Tables']['conversation_threads']['ComputedFields']
          >
        }
        Returns: undefined
      }
      require_order_lines: {
        Args: { p_lines: Json; p_order_id: string; p_tenant_id: string }
        Returns: undefined
      }
      require_order_reader: { Args: { p_tenant_id: string }; Returns: string }
      require_order_writer: { Args: { p_tenant_id: string }; Returns: string }
      require_own_second_factor: { Args: Record<PropertyKey, never>; Returns: string }
      require_own_view: { Args: { p_id: string; p_leads: boolean; p_tenant_id: string }; Returns: boolean }
      require_patient: {
        Args: { p_patient_id: string; p_tenant_id: string }
        Returns: Database['public']['Tables']['patients']['Row']
        SetofOptions: {
          from: '*'
          to: 'patients'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      require_payer_document: { Args: { p_tenant_id: string; p_typed: string }; Returns: string }
      require_payment_method: { Args: { p_method: string }; Returns: string }
      require_payout_keeper: { Args: { p_tenant_id: string }; Returns: string }
      require_payout_month: {
        Args: { p_month: string; p_tenant_id: string; p_therapist_id: string }
        Returns: string
      }
      require_place: { Args: { p_place_id: string; p_tenant_id: string }; Returns: string }
      require_price: { Args: { p_price: number }; Returns: number }
      require_price_subject: {
        Args: { p_patient_id: string; p_session_type_id: string; p_tenant_id: string; p_therapist_id: string }
        Returns: undefined
      }
      require_product_unused: { Args: { p_id: string }; Returns: undefined }
      require_push_subscription: {
        Args: { p_auth: string; p_endpoint: string; p_p256dh: string }
        Returns: undefined
      }
      require_quick_reply_rights: {
        Args: { p_id: string; p_tenant_id: string }
        Returns: Database['public']['Tables']['quick_replies']['Row']
        SetofOptions: {
          from: '*'
          to: 'quick_replies'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      require_reason: { Args: { p_longest?: number; p_reason: string }; Returns: string }
      require_receita_saude: {
        Args: { p_from: string; p_tenant_id: string; p_therapist_id: string; p_to: string; p_writes: boolean }
        Returns: undefined
      }
      require_record_access: { Args: { p_patient_id: string; p_tenant_id: string }; Returns: string }
      require_record_author: {
        Args: {
          p_entry: Omit<
            Database['public']['Tables']['record_entries']['Row'],
            Database['public']['Tables']['record_entries']['ComputedFields']
          >
        }
        Returns: undefined
      }
      require_record_content: { Args: { p_content: Json }; Returns: Json }
      require_record_writer: {
        Args: { p_kind: string; p_patient_id: string; p_tenant_id: string }
        Returns: undefined
      }
      require_refund_way: {
        Args: {
          p_kind: string
          p_method: string
          p_order: Omit<
            Database['public']['Tables']['orders']['Row'],
            Database['public']['Tables']['orders']['ComputedFields']
          >
          p_tenant_id: string
        }
        Returns: undefined
      }
      require_report_days: { Args: { p_from: string; p_tenant_id: string; p_to: string }; Returns: undefined }
      require_saas_admin: { Args: Record<PropertyKey, never>; Returns: string }
      require_sales_leader: { Args: { p_tenant_id: string }; Returns: string }
      require_same_conversation: {
        Args: {
          p_message: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
          p_thread: Omit<
            Database['public']['Tables']['conversation_threads']['Row'],
            Database['public']['Tables']['conversation_threads']['ComputedFields']
          >
        }
        Returns: undefined
      }
      require_seen: { Args: { p_seen_at: string; p_updated_at: string }; Returns: undefined }
      require_segment: {
        Args: { p_id: string; p_role?: string; p_tenant_id: string }
        Returns: Database['public']['Tables']['segments']['Row']
        SetofOptions: {
          from: '*'
          to: 'segments'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      require_seller: { Args: { p_tenant_id: string }; Returns: string }
      require_send_time: { Args: { p_send_at: string }; Returns: string }
      require_sendable_channel: {
        Args: {
          p_is_automation?: boolean
          p_is_template: boolean
          p_thread: Omit<
            Database['public']['Tables']['conversation_threads']['Row'],
            Database['public']['Tables']['conversation_threads']['ComputedFields']
          >
        }
        Returns: Database['public']['Tables']['notification_channels']['Row']
        SetofOptions: {
          from: '*'
          to: 'notification_channels'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      require_sendable_media: {
        Args: { p_bytes: number; p_media: string; p_mime_type: string; p_provider: string }
        Returns: Database['public']['Tables']['channel_media']['Row']
        SetofOptions: {
          from: '*'
          to: 'channel_media'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      require_session_status: { Args: { p_status: string }; Returns: string }
      require_shortcut: { Args: { p_shortcut: string }; Returns: string }
      require_stage: {
        Args: { p_pipeline_id?: string; p_stage_id: string; p_tenant_id: string }
        Returns: Database['public']['Tables']['pipeline_stages']['Row']
        SetofOptions: {
          from: '*'
          to: 'pipeline_stages'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      require_stock_keeper: { Args: { p_tenant_id: string }; Returns: string }
      require_stock_reader: { Args: { p_tenant_id: string }; Returns: string }
      require_stocked: {
        Args: { p_tenant_id: string; p_variant_id: string }
        Returns: Database['public']['Tables']['product_variants']['Row']
        SetofOptions: {
          from: '*'
          to: 'product_variants'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      require_tag: {
        Args: { p_tag_id: string; p_tenant_id: string }
        Returns: Database['public']['Tables']['conversation_tags']['Row']
        SetofOptions: {
          from: '*'
          to: 'conversation_tags'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      require_template: { Args: { p_template: Json; p_tenant_id: string }; Returns: undefined }
      require_time_zone: { Args: { p_time_zone: string }; Returns: string }
      require_top_up: {
        Args: { p_admin_id: string; p_client_id: string; p_note: string; p_tenant_id: string }
        Returns: string
      }
      require_treating: { Args: { p_patient_id: string; p_tenant_id: string }; Returns: undefined }
      require_user: { Args: Record<PropertyKey, never>; Returns: string }
      require_waiting_therapist: { Args: { p_tenant_id: string; p_therapist_id: string }; Returns: string }
      require_webhook_endpoint: {
        Args: { p_id: string; p_tenant_id: string }
        Returns: Database['public']['Tables']['webhook_endpoints']['Row']
        SetofOptions: {
          from: '*'
          to: 'webhook_endpoints'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      require_workflow: {
        Args: { p_id: string; p_locks?: boolean; p_tenant_id: string }
        Returns: Database['public']['Tables']['workflows']['Row']
        SetofOptions: {
          from: '*'
          to: 'workflows'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      require_workflow_run: {
        Args: { p_id: string; p_locks?: boolean; p_tenant_id: string }
        Returns: Database['public']['Tables']['workflow_runs']['Row']
        SetofOptions: {
          from: '*'
          to: 'workflow_runs'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      require_workflow_tree: { Args: { p_definition: Json }; Returns: undefined }
      reserve_channel_id: { Args: { p_provider: string; p_tenant_id: string }; Returns: string }
      resolve_alert: {
        Args: { p_kind: string; p_now?: string; p_subject?: string; p_tenant_id: string }
        Returns: boolean
      }
      resolve_thread: {
        Args: { p_address: Json; p_contact_name: string; p_name_source?: string; p_tenant_id: string }
        Returns: string
      }
      rest_campaign: {
        Args: {
          p_campaign: Omit<
            Database['public']['Tables']['campaigns']['Row'],
            Database['public']['Tables']['campaigns']['ComputedFields']
          >
          p_for: string
          p_job: Omit<
            Database['app']['Tables']['jobs']['Row'],
            Database['app']['Tables']['jobs']['ComputedFields']
          >
          p_sends: Json
          p_until: string
        }
        Returns: Json
      }
      restart_turn: {
        Args: {
          p_now: string
          p_result: Json
          p_turn: Omit<
            Database['public']['Tables']['ai_turns']['Row'],
            Database['public']['Tables']['ai_turns']['ComputedFields']
          >
        }
        Returns: Json
      }
      return_patient_rows: {
        Args: { p_from: string; p_merge_id: string; p_tenant_id: string; p_to: string }
        Returns: undefined
      }
      return_seats: {
        Args: { p_lines: Json; p_owner_id: string; p_owner_kind: string; p_tenant_id: string }
        Returns: undefined
      }
      return_stock: {
        Args: {
          p_lines: Json
          p_owner_id: string
          p_owner_kind: string
          p_reason: string
          p_tenant_id: string
        }
        Returns: undefined
      }
      reverse_imported_balances: {
        Args: {
          p_ids: string[]
          p_import: Omit<
            Database['public']['Tables']['imports']['Row'],
            Database['public']['Tables']['imports']['ComputedFields']
          >
        }
        Returns: undefined
      }
      reverse_payment: {
        Args: {
          p_entry: Omit<
            Database['public']['Tables']['money_entries']['Row'],
            Database['public']['Tables']['money_entries']['ComputedFields']
          >
          p_id: string
          p_reason: string
        }
        Returns: undefined
      }
      reverse_purchase: {
        Args: {
          p_credits: number
          p_payment: Json
          p_purchase: Omit<
            Database['public']['Tables']['whatsapp_credit_purchases']['Row'],
            Database['public']['Tables']['whatsapp_credit_purchases']['ComputedFields']
          >
        }
        Returns: Database['public']['Tables']['whatsapp_credit_purchases']['Row']
        SetofOptions: {
          from: '*'
          to: 'whatsapp_credit_purchases'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      review_name: { Args: { p_name: string }; Returns: string }
      review_section: { Args: { p_order_id: string; p_tenant_id: string }; Returns: Json }
      reviewable_items: {
        Args: { p_order_id: string; p_tenant_id: string }
        Returns: {
          name: string
          position: number
          product_id: string
          state: string
        }[]
      }
      revive_evaluation: {
        Args: { p_jobs: Database['app']['Tables']['jobs']['Row'][]; p_tenant_id: string }
        Returns: undefined
      }
      revive_history_imports: {
        Args: { p_jobs: Database['app']['Tables']['jobs']['Row'][]; p_tenant_id: string }
        Returns: undefined
      }
      revive_indexing: {
        Args: { p_jobs: Database['app']['Tables']['jobs']['Row'][]; p_tenant_id: string }
        Returns: undefined
      }
      revive_jobs: { Args: { p_job_id: number; p_tenant_id: string }; Returns: number }
      revive_lead_pushes: {
        Args: { p_jobs: Database['app']['Tables']['jobs']['Row'][]; p_tenant_id: string }
        Returns: undefined
      }
      revive_media: {
        Args: { p_jobs: Database['app']['Tables']['jobs']['Row'][]; p_tenant_id: string }
        Returns: undefined
      }
      revive_sends: {
        Args: { p_jobs: Database['app']['Tables']['jobs']['Row'][]; p_tenant_id: string }
        Returns: undefined
      }
      rotate_webhook_secret: { Args: { p_id: string; p_secret: Json; p_tenant_id: string }; Returns: Json }
      route_payment: {
        Args: { p_payment_id: string; p_purchase_id: string; p_tenant_id: string }
        Returns: undefined
      }
      run_assistant_tool: {
        Args: {
          p_args: Json
          p_now?: string
          p_tenant_id: string
          p_tool: string
          p_turn_id: string
          p_worker: string
        }
        Returns: Json
      }
      run_key_effect: {
        Args: {
          p_args: Json
          p_is_confirmed: boolean
          p_key: Omit<
            Database['public']['Tables']['api_keys']['Row'],
            Database['public']['Tables']['api_keys']['ComputedFields']
          >
          p_name: string
          p_now: string
          p_patient_id: string
          p_tenant_id: string
          p_tool: Omit<
            Database['app']['Tables']['ai_tools']['Row'],
            Database['app']['Tables']['ai_tools']['ComputedFields']
          >
        }
        Returns: Json
      }
      run_key_tool: {
        Args: {
          p_args: Json
          p_key: Omit<
            Database['public']['Tables']['api_keys']['Row'],
            Database['public']['Tables']['api_keys']['ComputedFields']
          >
          p_now?: string
          p_tenant_id: string
        }
        Returns: Json
      }
      run_proposal: {
        Args: {
          p_now?: string
          p_proposal_id: string
          p_tenant_id: string
          p_turn_id: string
          p_worker: string
        }
        Returns: Json
      }
      run_retention: { Args: { p_limit?: number; p_now?: string; p_tenant_id: string }; Returns: number }
      run_workflow_step: { Args: { p_id: string; p_now?: string; p_tenant_id: string }; Returns: Json }
      saas_admin_state: { Args: Record<PropertyKey, never>; Returns: string }
      said_by_each: { Args: { p_action: Json; p_is_something: boolean; p_list: Json }; Returns: Json }
      save_assistant_key: {
        Args: {
          p_base_url: string
          p_credentials: Json
          p_embedding_model: string
          p_fallback_model: string
          p_model: string
          p_tenant_id: string
        }
        Returns: undefined
      }
      save_contacts: {
        Args: {
          p_emails: Json
          p_entity_id: string
          p_entity_type: string
          p_phones: Json
          p_tenant_id: string
        }
        Returns: undefined
      }
      save_product_options: {
        Args: { p_options: Json; p_product_id: string; p_tenant_id: string }
        Returns: undefined
      }
      save_purchase_items: { Args: { p_id: string; p_items: Json; p_tenant_id: string }; Returns: undefined }
      save_relations: {
        Args: { p_patient_id: string; p_relations: Json; p_tenant_id: string }
        Returns: undefined
      }
      save_variant: {
        Args: {
          p_position: number
          p_variant: Omit<
            Database['public']['Tables']['product_variants']['Row'],
            Database['public']['Tables']['product_variants']['ComputedFields']
          >
        }
        Returns: undefined
      }
      save_webhook_endpoint: {
        Args: {
          p_description: string
          p_events: string[]
          p_id: string
          p_secret: Json
          p_tenant_id: string
          p_url: string
        }
        Returns: Json
      }
      say_attendance: {
        Args: {
          p_patient_id: string
          p_reason: string
          p_session: Omit<
            Database['public']['Tables']['sessions']['Row'],
            Database['public']['Tables']['sessions']['ComputedFields']
          >
          p_status: string
          p_told: string[]
        }
        Returns: undefined
      }
      schedule_pix_check: { Args: { p_at: string; p_id: string; p_tenant_id: string }; Returns: undefined }
      scheduled_payload: {
        Args: {
          s: Omit<
            Database['public']['Tables']['scheduled_messages']['Row'],
            Database['public']['Tables']['scheduled_messages']['ComputedFields']
          >
        }
        Returns: Json
      }
      seal_audit: { Args: { p_limit?: number; p_tenant_id: string }; Returns: number }
      seal_audits: { Args: Record<PropertyKey, never>; Returns: number }
      search_amount: { Args: { p_search: string }; Returns: Record<string, unknown> }
      search_condition: { Args: { p_search: string; p_similar?: Json }; Returns: string }
      search_days: { Args: { p_search: string; p_today: string }; Returns: Record<string, unknown> }
      search_entry_words: {
        Args: { p_codes: string[]; p_mails: string[]; p_phones: string[]; p_title: string }
        Returns: string
      }
      search_knowledge: {
        Args: { p_limit?: number; p_model?: string; p_query: string; p_tenant_id: string; p_vector: number[] }
        Returns: {
          chunk_id: string
          document_id: string
          heading: string
          kind: string
          score: number
          text: string
          title: string
          tokens: number
          vector: number[]
        }[]
      }
      search_words: { Args: { p_text: string }; Returns: string }
      seat_lines: {
        Args: { p_lines: Json; p_tenant_id: string }
        Returns: {
          quantity: number
          slot_id: string
        }[]
      }
      second_factor_passed: { Args: Record<PropertyKey, never>; Returns: boolean }
      second_factor_rules_json: { Args: { p_tenant_id: string }; Returns: Json }
      segment_field: {
        Args: { p_entity: string; p_key: string; p_tenant_id: string }
        Returns: {
          choices: string | null
          entity: string
          expression: string
          fact: string | null
          format: string | null
          key: string
          position: number
          roles: string[] | null
          type: string
        }
        SetofOptions: {
          from: '*'
          to: 'segment_fields'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      segment_has: {
        Args: { p_entity: string; p_id: string; p_now?: string; p_query: Json; p_tenant_id: string }
        Returns: boolean
      }
      segment_ids: {
        Args: {
          p_after?: string
          p_entity: string
          p_limit?: number
          p_now?: string
          p_query: Json
          p_role?: string
          p_tenant_id: string
        }
        Returns: string[]
      }
      segment_member_ids: {
        Args: { p_entity: string; p_segment_id: string; p_tenant_id: string }
        Returns: string[]
      }
      segment_node: {
        Args: {
          p_context: Json
          p_depth: number
          p_facts: string[]
          p_node: Json
          p_path: string
          p_values: string[]
        }
        Returns: Record<string, unknown>
      }
      segment_payload: {
        Args: {
          p_segment: Omit<
            Database['public']['Tables']['segments']['Row'],
            Database['public']['Tables']['segments']['ComputedFields']
          >
        }
        Returns: Json
      }
      segment_rule: {
        Args: { p_context: Json; p_facts: string[]; p_path: string; p_rule: Json; p_values: string[] }
        Returns: Record<string, unknown>
      }
      segment_statement: {
        Args: { p_entity: string; p_now: string; p_query: Json; p_role: string; p_tenant_id: string }
        Returns: Record<string, unknown>
      }
      segment_test: {
        Args: { p_expression: string; p_is_empty: boolean; p_op: string; p_type: string; p_value: string }
        Returns: string
      }
      segment_uses: { Args: { p_segment_id: string; p_tenant_id: string }; Returns: Json }
      segment_value: {
        Args: { p_op: string; p_today: string; p_type: string; p_value: Json; p_zone: string }
        Returns: string
      }
      sell_order_packages: { Args: { p_order_id: string; p_tenant_id: string }; Returns: number }
      send_auto_reply: {
        Args: { p_client_id: string; p_message_id: string; p_tenant_id: string }
        Returns: Json
      }
      send_campaign_message: {
        Args: {
          p_campaign: Omit<
            Database['public']['Tables']['campaigns']['Row'],
            Database['public']['Tables']['campaigns']['ComputedFields']
          >
          p_now: string
          p_recipient: Omit<
            Database['public']['Tables']['campaign_recipients']['Row'],
            Database['public']['Tables']['campaign_recipients']['ComputedFields']
          >
        }
        Returns: Json
      }
      send_campaign_test: { Args: { p_payload: Json; p_tenant_id: string }; Returns: Json }
      send_due_reports: { Args: { p_now?: string }; Returns: number }
      send_email: {
        Args: {
          p_at?: string
          p_data: Json
          p_once?: string
          p_template: string
          p_tenant_id: string
          p_to: string
        }
        Returns: undefined
      }
      send_lease: {
        Args: {
          p_job: Omit<
            Database['app']['Tables']['jobs']['Row'],
            Database['app']['Tables']['jobs']['ComputedFields']
          >
          p_message: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
          p_uncertain: boolean
        }
        Returns: Json
      }
      send_message_now: { Args: { p_message_id: string; p_tenant_id: string }; Returns: Json }
      send_opt_ack: {
        Args: { p_id: string; p_kind: string; p_tenant_id: string; p_thread_key: string }
        Returns: Json
      }
      send_review: {
        Args: {
          p_body: string
          p_order_id: string
          p_product_id: string
          p_stars: number
          p_tenant_id: string
        }
        Returns: string
      }
      send_scheduled_message: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      send_session_notice: {
        Args: { p_id: string; p_patient_id: string; p_tenant_id: string }
        Returns: Json
      }
      send_session_reminder: { Args: { p_id: string; p_now?: string; p_tenant_id: string }; Returns: Json }
      send_session_reminders: { Args: { p_limit?: number; p_now?: string }; Returns: number }
      send_waiting_offer: {
        Args: {
          p_expires_at: string
          p_link: string
          p_offer_id: string
          p_slot: Omit<
            Database['public']['Tables']['waiting_slots']['Row'],
            Database['public']['Tables']['waiting_slots']['ComputedFields']
          >
        }
        Returns: Json
      }
      send_webhook_event: { Args: { p_data: Json; p_event: string; p_tenant_id: string }; Returns: undefined }
      sender_name: { Args: { p_action: Json }; Returns: string }
      series_occurrences: {
        Args: {
          p_decisions: Json
          p_ignore?: string[]
          p_reason?: string
          r: Omit<
            Database['public']['Tables']['session_series']['Row'],
            Database['public']['Tables']['session_series']['ComputedFields']
          >
          s: Omit<
            Database['public']['Tables']['sessions']['Row'],
            Database['public']['Tables']['sessions']['ComputedFields']
          >
        }
        Returns: {
          day: string
          decision: string
          ends_at: string
          hits: Json
          is_open: boolean
          n: number
          needs_decision: boolean
          reason: string
          start_local: string
          starts_at: string
        }[]
      }
      service_numbers: {
        Args: {
          p_before_from: string
          p_before_to: string
          p_from: string
          p_grain: string
          p_hours: string
          p_person_id: string
          p_tenant_id: string
          p_to: string
        }
        Returns: Json
      }
      session_facts: { Args: { p_patient_id: string; p_state: Json }; Returns: Json }
      session_hits: {
        Args: {
          p_ends_at: string
          p_ignore?: string[]
          p_room_id: string
          p_starts_at: string
          p_tenant_id: string
          p_therapist_id: string
        }
        Returns: Json
      }
      session_id: { Args: Record<PropertyKey, never>; Returns: string }
      session_notice_lines: {
        Args: { p_patient_id: string; p_tenant_id: string }
        Returns: {
          line: string
          session_id: string
        }[]
      }
      session_payload: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      session_price: {
        Args: { p_patient_id: string; p_session_type_id: string; p_tenant_id: string; p_therapist_id: string }
        Returns: Record<string, unknown>
      }
      session_resource: {
        Args: {
          p_session: Omit<
            Database['public']['Tables']['sessions']['Row'],
            Database['public']['Tables']['sessions']['ComputedFields']
          >
        }
        Returns: Json
      }
      session_state: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      sessions_paid: {
        Args: { p_patient_id: string; p_payment_id: string; p_tenant_id: string; p_therapist_id: string }
        Returns: Database['public']['Tables']['sessions']['Row'][]
        SetofOptions: {
          from: '*'
          to: 'sessions'
          isOneToOne: false
          isSetofReturn: true
        }
      }
      sessions_payload: { Args: { p_ids: string[]; p_tenant_id: string }; Returns: Json }
      set_alert: {
        Args: {
          p_data: Json
          p_kind: string
          p_now: string
          p_stands: boolean
          p_subject: string
          p_tenant_id: string
        }
        Returns: undefined
      }
      set_channel_state: {
        Args: {
          p_channel_id: string
          p_pairing_code?: string
          p_phone?: string
          p_qr_code?: string
          p_reason?: string
          p_state: string
          p_tenant_id: string
        }
        Returns: undefined
      }
      set_shop_chat: { Args: { p_is_on: boolean; p_tenant_id: string }; Returns: undefined }
      settle_held_credits: {
        Args: { p_first_position: number; p_hold_id: string; p_message_ids: string[]; p_tenant_id: string }
        Returns: number
      }
      settle_message: {
        Args: {
          p_message: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
        }
        Returns: boolean
      }
      settle_order_refund: {
        Args: { p_id: string; p_reference?: string; p_state: string; p_tenant_id: string }
        Returns: string
      }
      settle_pix: {
        Args: {
          p_account_id: string
          p_meaning: string
          p_payment: Json
          p_tenant_id: string
          p_told_at: string
        }
        Returns: Json
      }
      settle_sent: {
        Args: {
          p_message: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
          p_provider_message_id: string
        }
        Returns: Database['public']['Tables']['conversation_messages']['Row']
        SetofOptions: {
          from: '*'
          to: 'conversation_messages'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      settle_stripe: { Args: { p_account_id: string; p_event: Json; p_tenant_id: string }; Returns: Json }
      share_difference: {
        Args: { p_of_with: number; p_of_without: number; p_with: number; p_without: number }
        Returns: Json
      }
      share_of_value: { Args: { p_part: number; p_value_cents: number; p_whole: number }; Returns: number }
      shipping_options: {
        Args: {
          p_cents: number
          p_cep: string
          p_grams: number
          p_shop: Omit<
            Database['public']['Tables']['shop_settings']['Row'],
            Database['public']['Tables']['shop_settings']['ComputedFields']
          >
        }
        Returns: Json
      }
      shop_addresses: { Args: { p_slug?: string }; Returns: Json }
      shop_buyer: {
        Args: {
          p_email: string
          p_full_name: string
          p_is_patient: boolean
          p_phone: string
          p_tenant_id: string
        }
        Returns: Json
      }
      shop_card: { Args: { p_product_id: string; p_tenant_id: string }; Returns: Json }
      shop_chat_hash: { Args: { p_tenant_id: string; p_token: string }; Returns: string }
      shop_chat_of: {
        Args: { p_tenant_id: string; p_token: string }
        Returns: {
          accepted_text: string
          contact_id: string | null
          created_at: string
          full_name: string
          id: string
          phone: string
          tenant_id: string
          thread_id: string
          token_hash: string
        }
        SetofOptions: {
          from: '*'
          to: 'shop_chats'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      shop_frame: {
        Args: {
          p_shop: Omit<
            Database['public']['Tables']['shop_settings']['Row'],
            Database['public']['Tables']['shop_settings']['ComputedFields']
          >
        }
        Returns: Json
      }
      shop_images: { Args: { p_limit: number; p_product_id: string; p_tenant_id: string }; Returns: Json }
      shop_lines: {
        Args: { p_lines: Json; p_tenant_id: string }
        Returns: {
          at: string
          at_local: string
          available: number
          grams: number
          is_shipped: boolean
          kind: string
          n: number
          name: string
          needs_patient: boolean
          place: string
          price_cents: number
          problem: string
          quantity: number
          session_type_id: string
          slot_id: string
          slug: string
          therapist_id: string
          variant_id: string
        }[]
      }
      shop_of: {
        Args: { p_slug: string }
        Returns: Database['public']['Tables']['shop_settings']['Row']
        SetofOptions: {
          from: '*'
          to: 'shop_settings'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      shop_rating: { Args: { p_product_id: string; p_tenant_id: string }; Returns: Json }
      shop_reviews: { Args: { p_product_id: string; p_tenant_id: string }; Returns: Json }
      show_order_page: { Args: { p_order_id: string; p_tenant_id: string }; Returns: Json }
      show_typing: { Args: { p_tenant_id: string; p_thread_key: string }; Returns: Json }
      sign_bits: { Args: { p_vector: number[] }; Returns: unknown }
      similar_words: { Args: { p_tenant_id: string; p_word: string }; Returns: string[] }
      singular_text: { Args: { p_text: string }; Returns: string }
      slot_minutes: { Args: { p_slot: number }; Returns: number }
      slug_of: { Args: { p_longest: number; p_text: string }; Returns: string }
      stale_clinic_days: {
        Args: { p_from: string; p_tenant_id: string; p_to: string }
        Returns: {
          from_day: string
          therapist_ids: string[]
          to_day: string
        }[]
      }
      stands_behind: {
        Args: {
          p_line_no: number
          p_message: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
        }
        Returns: boolean
      }
      start_set_at: {
        Args: {
          p_session: Omit<
            Database['public']['Tables']['sessions']['Row'],
            Database['public']['Tables']['sessions']['ComputedFields']
          >
        }
        Returns: string
      }
      start_workflow: {
        Args: {
          p_chain: string[]
          p_now: string
          p_occurrence: Json
          p_workflow: Omit<
            Database['public']['Tables']['workflows']['Row'],
            Database['public']['Tables']['workflows']['ComputedFields']
          >
        }
        Returns: string
      }
      start_workflows: { Args: { p_event: Json; p_now?: string; p_tenant_id: string }; Returns: number }
      status_advances: { Args: { p_from: string; p_to: string }; Returns: boolean }
      stock_detail: {
        Args: { p_available: number; p_tenant_id: string; p_variant_id: string; p_wanted: number }
        Returns: Json
      }
      stock_faults: {
        Args: Record<PropertyKey, never>
        Returns: {
          fault: string
          tenant_id: string
        }[]
      }
      stock_lines: {
        Args: { p_lines: Json; p_tenant_id: string }
        Returns: {
          place_id: string
          quantity: number
          variant_id: string
        }[]
      }
      stock_rows: {
        Args: { p_place_id: string; p_tenant_id: string }
        Returns: {
          available: number
          choices: string[]
          expires_on: string
          id: string
          incoming: number
          is_low: boolean
          name: string
          need_purchase_id: string
          on_hand: number
          product_id: string
          reorder_point: number
          reserved: number
          sku: string
          sort_key: string
          supplier_id: string
          unit: string
          uses_lots: boolean
          value_cents: number
        }[]
      }
      store_credentials: {
        Args: { p_channel_id: string; p_credentials: Json; p_tenant_id: string }
        Returns: undefined
      }
      stretch_at: { Args: { p_at: string; p_hours: unknown }; Returns: Json }
      stripe_fee_to_ask: { Args: { p_payment_id: string; p_tenant_id: string }; Returns: Json }
      stripe_key: { Args: { p_account_id: string; p_tenant_id: string }; Returns: Json }
      submit_intake: {
        Args: { p_caller: Json; p_payload: Json; p_submission_id: string; p_token: string }
        Returns: Json
      }
      submit_lead_form: {
        Args: {
          p_answers: Json
          p_form_id: string
          p_ip_hash: string
          p_is_trapped: boolean
          p_seconds: number
        }
        Returns: Json
      }
      submit_privacy_request: {
        Args: {
          p_form: Json
          p_id: string
          p_ip_hash: string
          p_now?: string
          p_seconds: number
          p_slug: string
          p_token: string
        }
        Returns: Json
      }
      suggest_purchases: { Args: { p_tenant_id: string }; Returns: number }
      suggested_purchase: { Args: { p_supplier_id: string; p_tenant_id: string }; Returns: string }
      summarize_import: {
        Args: { p_is_new: boolean; p_tenant_id: string; p_thread_id: string }
        Returns: undefined
      }
      supervises: { Args: { p_patient_id: string; p_tenant_id: string; p_user_id: string }; Returns: boolean }
      supervisor_of: { Args: { p_tenant_id: string; p_user_id: string }; Returns: string }
      supplier_rows: { Args: { p_tenant_id: string }; Returns: Json[] }
      surviving_patient: { Args: { p_id: string; p_tenant_id: string }; Returns: string }
      sync_place: {
        Args: {
          p_account: Omit<
            Database['app']['Tables']['dinamize_accounts']['Row'],
            Database['app']['Tables']['dinamize_accounts']['ComputedFields']
          >
        }
        Returns: string
      }
      tag_imported_contacts: {
        Args: {
          p_import: Omit<
            Database['public']['Tables']['imports']['Row'],
            Database['public']['Tables']['imports']['ComputedFields']
          >
          p_rows: Database['app']['CompositeTypes']['import_row'][]
        }
        Returns: undefined
      }
      take_api_request: {
        Args: { p_arguments: Json; p_idempotency_key: string; p_operation: string }
        Returns: Json
      }
      take_back: {
        Args: {
          p_note: string
          p_owner_id: string
          p_owner_kind: string
          p_place_id: string
          p_quantity: number
          p_tenant_id: string
          p_variant_id: string
        }
        Returns: undefined
      }
      take_back_of_order: {
        Args: {
          p_amount_cents: number
          p_order: Omit<
            Database['public']['Tables']['orders']['Row'],
            Database['public']['Tables']['orders']['ComputedFields']
          >
          p_payment: Omit<
            Database['public']['Tables']['order_payments']['Row'],
            Database['public']['Tables']['order_payments']['ComputedFields']
          >
          p_reason: string
          p_reference: string
        }
        Returns: undefined
      }
      take_booking_turn: { Args: { p_ip_hash: string }; Returns: boolean }
      take_chunks: {
        Args: { p_attempt: string; p_id: string; p_piece: Json; p_tenant_id: string; p_version: number }
        Returns: boolean
      }
      take_dinamize_calls: { Args: { p_calls: number; p_now?: string; p_tenant_id: string }; Returns: string }
      take_download: {
        Args: { p_file_id: string; p_item_id: string; p_order_id: string; p_tenant_id: string }
        Returns: Json
      }
      take_export_leftovers: { Args: { p_id: string; p_now?: string; p_tenant_id: string }; Returns: Json }
      take_import_rows: {
        Args: { p_attempt: string; p_id: string; p_piece: Json; p_tenant_id: string }
        Returns: Json
      }
      take_intake_turn: {
        Args: { p_call: string; p_ip_hash: string; p_most: number; p_token: string }
        Returns: boolean
      }
      take_online_slot: {
        Args: {
          p_form: Json
          p_form_token: string
          p_link: string
          p_link_token: string
          p_offer: Omit<
            Database['public']['Tables']['booking_offers']['Row'],
            Database['public']['Tables']['booking_offers']['ComputedFields']
          >
          p_settings: Omit<
            Database['public']['Tables']['booking_settings']['Row'],
            Database['public']['Tables']['booking_settings']['ComputedFields']
          >
        }
        Returns: Json
      }
      take_order_money: {
        Args: {
          p_entry_id: string
          p_order: Omit<
            Database['public']['Tables']['orders']['Row'],
            Database['public']['Tables']['orders']['ComputedFields']
          >
          p_payment_id?: string
          p_provider: string
          p_reference: string
        }
        Returns: string
      }
      take_progress: {
        Args: {
          p_from: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
          p_message: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
        }
        Returns: Database['public']['Tables']['conversation_messages']['Row']
        SetofOptions: {
          from: '*'
          to: 'conversation_messages'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      take_seats: { Args: { p_owner_id: string; p_owner_kind: string; p_tenant_id: string }; Returns: number }
      take_stock: {
        Args: { p_lines?: Json; p_owner_id: string; p_owner_kind: string; p_tenant_id: string }
        Returns: undefined
      }
      take_turn: { Args: { p_key: string; p_most: number; p_window: string }; Returns: boolean }
      take_unit: {
        Args: {
          p_bill: Omit<
            Database['public']['Tables']['session_bills']['Row'],
            Database['public']['Tables']['session_bills']['ComputedFields']
          >
        }
        Returns: string
      }
      takes_name: {
        Args: { p_name: string; p_new_name: string; p_new_source: string; p_source: string }
        Returns: boolean
      }
      takes_reviews: { Args: { p_product_id: string; p_tenant_id: string }; Returns: boolean }
      tell_agenda: { Args: { p_tenant_id: string; p_what: string }; Returns: undefined }
      tell_ai_document: {
        Args: {
          p_document: Omit<
            Database['public']['Tables']['ai_documents']['Row'],
            Database['public']['Tables']['ai_documents']['ComputedFields']
          >
        }
        Returns: undefined
      }
      tell_alert: { Args: { p_alert_id: string; p_now?: string; p_tenant_id: string }; Returns: number }
      tell_birthdays: { Args: { p_now?: string }; Returns: number }
      tell_buyer: {
        Args: { p_id: string; p_order_id: string; p_page: string; p_tenant_id: string }
        Returns: Json
      }
      tell_campaign: { Args: { p_id: string; p_tenant_id: string }; Returns: undefined }
      tell_expiring_lots: { Args: { p_now?: string }; Returns: number }
      tell_export: {
        Args: {
          p_export: Omit<
            Database['public']['Tables']['exports']['Row'],
            Database['public']['Tables']['exports']['ComputedFields']
          >
        }
        Returns: undefined
      }
      tell_import: {
        Args: {
          p_import: Omit<
            Database['public']['Tables']['imports']['Row'],
            Database['public']['Tables']['imports']['ComputedFields']
          >
        }
        Returns: undefined
      }
      tell_invoice: {
        Args: {
          p_invoice: Omit<
            Database['public']['Tables']['service_invoices']['Row'],
            Database['public']['Tables']['service_invoices']['ComputedFields']
          >
        }
        Returns: undefined
      }
      tell_money: { Args: { p_payer_id: string; p_tenant_id: string }; Returns: undefined }
      tell_of_intake: {
        Args: {
          p_invite: Omit<
            Database['public']['Tables']['intake_invites']['Row'],
            Database['public']['Tables']['intake_invites']['ComputedFields']
          >
        }
        Returns: undefined
      }
      tell_of_online_booking: {
        Args: { p_kind: string; p_patient_id: string; p_session_id: string; p_tenant_id: string }
        Returns: undefined
      }
      tell_order_invoice: { Args: { p_order_id: string; p_tenant_id: string }; Returns: undefined }
      tell_orders: { Args: { p_ids: string[]; p_tenant_id: string }; Returns: Json }
      tell_payout: { Args: { p_tenant_id: string; p_therapist_id: string }; Returns: undefined }
      tell_record: {
        Args: { p_entry_id?: string; p_patient_id: string; p_tenant_id: string }
        Returns: undefined
      }
      tell_spent_budget: { Args: { p_at: string; p_tenant_id: string }; Returns: undefined }
      tell_waiting: { Args: { p_tenant_id: string }; Returns: undefined }
      tell_webhooks: { Args: { p_key: string; p_payload: Json; p_tenant_id: string }; Returns: number }
      tell_workflow: {
        Args: {
          p_row: Omit<
            Database['public']['Tables']['workflows']['Row'],
            Database['public']['Tables']['workflows']['ComputedFields']
          >
        }
        Returns: Json
      }
      tell_workflow_run: {
        Args: {
          p_run: Omit<
            Database['public']['Tables']['workflow_runs']['Row'],
            Database['public']['Tables']['workflow_runs']['ComputedFields']
          >
        }
        Returns: undefined
      }
      tell_workflows_of_message: {
        Args: {
          p_message: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
        }
        Returns: undefined
      }
      template_sync_target: { Args: { p_tenant_id: string }; Returns: Json }
      text_fingerprint: { Args: { p_body: string; p_title: string }; Returns: string }
      text_query: { Args: { p_search: string }; Returns: unknown }
      thread_id_of_key: { Args: { p_tenant_id: string; p_thread_key: string }; Returns: string }
      thread_of_payer: {
        Args: {
          p_payer: Omit<
            Database['public']['Tables']['payers']['Row'],
            Database['public']['Tables']['payers']['ComputedFields']
          >
        }
        Returns: string
      }
      thread_of_phone: { Args: { p_phone: string; p_tenant_id: string }; Returns: string }
      thread_payload: {
        Args: {
          t: Omit<
            Database['public']['Tables']['conversation_threads']['Row'],
            Database['public']['Tables']['conversation_threads']['ComputedFields']
          >
        }
        Returns: Json
      }
      thread_to_tell: { Args: { p_patient_id: string; p_tenant_id: string }; Returns: string }
      threads_of_patient: { Args: { p_patient_id: string; p_tenant_id: string }; Returns: string[] }
      threads_to_merge: {
        Args: { p_messages: Database['app']['CompositeTypes']['incoming_action'][] }
        Returns: string[]
      }
      threads_to_reach: { Args: { p_patient_id: string; p_tenant_id: string }; Returns: string[] }
      time_ordered_uuid: { Args: Record<PropertyKey, never>; Returns: string }
      timeline_activities: {
        Args: { p_before: string; p_before_id: string; p_limit: number; p_subject: Json; p_tenant_id: string }
        Returns: {
          at: string
          data: Json
          id: string
        }[]
      }
      timeline_assistant: {
        Args: { p_before: string; p_before_id: string; p_limit: number; p_subject: Json; p_tenant_id: string }
        Returns: {
          at: string
          data: Json
          id: string
        }[]
      }
      timeline_campaigns: {
        Args: { p_before: string; p_before_id: string; p_limit: number; p_subject: Json; p_tenant_id: string }
        Returns: {
          at: string
          data: Json
          id: string
        }[]
      }
      timeline_events: {
        Args: { p_before: string; p_before_id: string; p_limit: number; p_subject: Json; p_tenant_id: string }
        Returns: {
          at: string
          data: Json
          id: string
        }[]
      }
      timeline_messages: {
        Args: { p_before: string; p_before_id: string; p_limit: number; p_subject: Json; p_tenant_id: string }
        Returns: {
          at: string
          data: Json
          id: string
        }[]
      }
      timeline_orders: {
        Args: { p_before: string; p_before_id: string; p_limit: number; p_subject: Json; p_tenant_id: string }
        Returns: {
          at: string
          data: Json
          id: string
        }[]
      }
      timeline_sessions: {
        Args: { p_before: string; p_before_id: string; p_limit: number; p_subject: Json; p_tenant_id: string }
        Returns: {
          at: string
          data: Json
          id: string
        }[]
      }
      timeline_subject: { Args: { p_id: string; p_of: string; p_tenant_id: string }; Returns: Json }
      today_failures: {
        Args: { p_tenant_id: string }
        Returns: {
          failures: number
          message: Database['public']['Tables']['conversation_messages']['Row']
          thread: Database['public']['Tables']['conversation_threads']['Row']
        }[]
      }
      today_line: {
        Args: {
          t: Omit<
            Database['public']['Tables']['conversation_threads']['Row'],
            Database['public']['Tables']['conversation_threads']['ComputedFields']
          >
        }
        Returns: Json
      }
      today_setup: { Args: { p_tenant_id: string; p_user_id: string }; Returns: Json }
      told_of_break_glass: { Args: { p_patient_id: string; p_tenant_id: string }; Returns: string[] }
      touch_knowledge: { Args: { p_tenant_id: string }; Returns: undefined }
      treats: { Args: { p_patient_id: string; p_tenant_id: string; p_user_id: string }; Returns: boolean }
      trimmed: { Args: { p_longest: number; p_text: string }; Returns: string }
      turn_payload: {
        Args: {
          p_history: Json
          p_now: string
          p_only_risk: string
          p_turn: Omit<
            Database['public']['Tables']['ai_turns']['Row'],
            Database['public']['Tables']['ai_turns']['ComputedFields']
          >
        }
        Returns: Json
      }
      turn_text: {
        Args: {
          p_introduces: boolean
          p_text: string
          p_turn: Omit<
            Database['public']['Tables']['ai_turns']['Row'],
            Database['public']['Tables']['ai_turns']['ComputedFields']
          >
        }
        Returns: string
      }
      twilio_candidates: { Args: { p_account_sid: string }; Returns: Json }
      typed_cents: { Args: { p_cents: string }; Returns: number }
      typed_contacts: {
        Args: { p_contacts: Json; p_kind: string }
        Returns: {
          is_primary: boolean
          note: string
          position: number
          type: string
          value: string
        }[]
      }
      typed_date: { Args: { p_date: string }; Returns: string }
      typed_id: { Args: { p_text: string }; Returns: string }
      typed_moment: { Args: { p_text: string }; Returns: string }
      typed_name: { Args: { p_name: string }; Returns: string }
      typed_number: { Args: { p_text: string }; Returns: number }
      typed_origin: { Args: { p_origin: string }; Returns: string }
      typed_package: {
        Args: {
          p_id: string
          p_old: Omit<
            Database['public']['Tables']['session_packages']['Row'],
            Database['public']['Tables']['session_packages']['ComputedFields']
          >
          p_package: Json
          p_tenant_id: string
        }
        Returns: Database['public']['Tables']['session_packages']['Row']
        SetofOptions: {
          from: '*'
          to: 'session_packages'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      typed_patients: { Args: { p_capacity: number; p_ids: Json; p_tenant_id: string }; Returns: string[] }
      typed_payout_rule: {
        Args: { p_id: string; p_rule: Json; p_tenant_id: string }
        Returns: Database['public']['Tables']['payout_rules']['Row']
        SetofOptions: {
          from: '*'
          to: 'payout_rules'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      typed_product: {
        Args: { p_id: string; p_product: Json; p_tenant_id: string }
        Returns: Database['public']['Tables']['products']['Row']
        SetofOptions: {
          from: '*'
          to: 'products'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      typed_record_day: { Args: { p_date: string; p_tenant_id: string }; Returns: string }
      typed_record_entry: {
        Args: { p_entry: Json; p_id: string; p_patient_id: string; p_tenant_id: string }
        Returns: Database['public']['Tables']['record_entries']['Row']
        SetofOptions: {
          from: '*'
          to: 'record_entries'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      typed_rule: {
        Args: { p_rule: Json; p_start: string }
        Returns: Database['public']['Tables']['session_series']['Row']
        SetofOptions: {
          from: '*'
          to: 'session_series'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      typed_seller: { Args: { p_id: string; p_tenant_id: string }; Returns: string }
      typed_session: {
        Args: { p_session: Json; p_tenant_id: string }
        Returns: Database['public']['Tables']['sessions']['Row']
        SetofOptions: {
          from: '*'
          to: 'sessions'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      typed_variant: {
        Args: {
          p_product: Omit<
            Database['public']['Tables']['products']['Row'],
            Database['public']['Tables']['products']['ComputedFields']
          >
          p_tenant_id: string
          p_variant: Json
        }
        Returns: Database['public']['Tables']['product_variants']['Row']
        SetofOptions: {
          from: '*'
          to: 'product_variants'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      typing_audience: { Args: { p_address: Json; p_auth: Json; p_provider: string }; Returns: Json }
      unanswered_reminders: {
        Args: { p_now: string; p_tenant_id: string }
        Returns: {
          patient_id: string
          reason: string
          sent_at: string
          session_id: string
        }[]
      }
      undo_import_rows: {
        Args: { p_attempt: string; p_id: string; p_limit?: number; p_tenant_id: string }
        Returns: boolean
      }
      undo_imported: {
        Args: {
          p_ids: string[]
          p_import: Omit<
            Database['public']['Tables']['imports']['Row'],
            Database['public']['Tables']['imports']['ComputedFields']
          >
          p_table: string
        }
        Returns: undefined
      }
      undo_imported_product: {
        Args: {
          p_import: Omit<
            Database['public']['Tables']['imports']['Row'],
            Database['public']['Tables']['imports']['ComputedFields']
          >
          p_is_used: boolean
          p_record: Omit<
            Database['app']['Tables']['import_records']['Row'],
            Database['app']['Tables']['import_records']['ComputedFields']
          >
        }
        Returns: string
      }
      undo_imported_products: {
        Args: {
          p_ids: string[]
          p_import: Omit<
            Database['public']['Tables']['imports']['Row'],
            Database['public']['Tables']['imports']['ComputedFields']
          >
        }
        Returns: undefined
      }
      unknown_messages: {
        Args: {
          p_actions: Json
          p_import: Omit<
            Database['app']['Tables']['history_imports']['Row'],
            Database['app']['Tables']['history_imports']['ComputedFields']
          >
        }
        Returns: Database['app']['CompositeTypes']['incoming_action'][]
      }
      unofficial_whatsapp_acceptance: { Args: { p_tenant_id: string }; Returns: Json }
      unread_after_answer: {
        Args: {
          t: Omit<
            Database['public']['Tables']['conversation_threads']['Row'],
            Database['public']['Tables']['conversation_threads']['ComputedFields']
          >
        }
        Returns: number
      }
      unsent_workflow_step: { Args: { p_code: string; p_text: string }; Returns: Json }
      upload_path: { Args: { p_file_id: string; p_tenant_id: string }; Returns: string }
      upsert_contact: {
        Args: {
          p_company_id: string
          p_email: string
          p_full_name: string
          p_origin: string
          p_phone: string
          p_tenant_id: string
        }
        Returns: string
      }
      use_coupon: {
        Args: { p_code: string; p_order_id: string; p_payer_id: string; p_tenant_id: string }
        Returns: number
      }
      used_records: {
        Args: { p_ids: string[]; p_parts: string[]; p_table: string; p_tenant_id: string }
        Returns: string[]
      }
      usual_messages: {
        Args: { p_channel_id: string; p_from: string; p_tenant_id: string; p_to: string }
        Returns: number
      }
      usual_therapist: { Args: { p_patient_id: string; p_tenant_id: string }; Returns: string }
      uuid_of_moment: { Args: { p_at: string }; Returns: string }
      uuid_of_number: { Args: { p_at: string; p_number: number }; Returns: string }
      variant_name: { Args: { p_choices: string[]; p_product: string }; Returns: string }
      verify_twilio_channel: {
        Args: { p_channel_id: string; p_tenant_id: string }
        Returns: Database['public']['Tables']['notification_channels']['Row']
        SetofOptions: {
          from: '*'
          to: 'notification_channels'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      wait_in_line: {
        Args: {
          p_job: Omit<
            Database['app']['Tables']['jobs']['Row'],
            Database['app']['Tables']['jobs']['ComputedFields']
          >
          p_message: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
        }
        Returns: undefined
      }
      waiting_entry_rows: { Args: { p_ids: string[]; p_tenant_id: string }; Returns: Json }
      waiting_matches: {
        Args: { p_ends_at: string; p_starts_at: string; p_tenant_id: string; p_therapist_id: string }
        Returns: {
          entry_id: string
          place: number
        }[]
      }
      waiting_offer_of: {
        Args: { p_token: string }
        Returns: Database['public']['Tables']['waiting_list_offers']['Row']
        SetofOptions: {
          from: '*'
          to: 'waiting_list_offers'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      waiting_settings_of: {
        Args: { p_tenant_id: string }
        Returns: Database['public']['Tables']['waiting_list_settings']['Row']
        SetofOptions: {
          from: '*'
          to: 'waiting_list_settings'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      waiting_since: { Args: { p_tenant_id: string; p_thread_id: string }; Returns: string }
      wake_conversation: { Args: { p_tenant_id: string; p_thread_id: string }; Returns: boolean }
      wake_waiting_slot: { Args: { p_id: string; p_tenant_id: string }; Returns: undefined }
      want_lead_push: {
        Args: {
          p_account: Omit<
            Database['app']['Tables']['dinamize_accounts']['Row'],
            Database['app']['Tables']['dinamize_accounts']['ComputedFields']
          >
          p_anyway?: boolean
          p_lead: Omit<
            Database['public']['Tables']['crm_leads']['Row'],
            Database['public']['Tables']['crm_leads']['ComputedFields']
          >
        }
        Returns: boolean
      }
      want_picture: { Args: { p_at: string; p_tenant_id: string; p_thread_id: string }; Returns: undefined }
      wanted_actions: { Args: { p_event: Json; p_tenant_id: string }; Returns: Json }
      webhook_endpoint_payload: {
        Args: {
          p_row: Omit<
            Database['public']['Tables']['webhook_endpoints']['Row'],
            Database['public']['Tables']['webhook_endpoints']['ComputedFields']
          >
        }
        Returns: Json
      }
      webhook_endpoint_resource: { Args: { p_endpoint: Json }; Returns: Json }
      webhook_message: { Args: { p_payload: Json; p_tenant_id: string }; Returns: Json }
      webhook_patient: { Args: { p_payload: Json; p_tenant_id: string }; Returns: Json }
      webhook_payment: { Args: { p_payload: Json; p_tenant_id: string }; Returns: Json }
      webhook_session: { Args: { p_payload: Json; p_tenant_id: string }; Returns: Json }
      webhooks_want: { Args: { p_event: string; p_payload: Json; p_tenant_id: string }; Returns: boolean }
      week_occupation: {
        Args: { p_monday: string; p_tenant_id: string }
        Returns: {
          name: string
          open_minutes: number
          taken_minutes: number
          therapist_id: string
        }[]
      }
      weekday_of: { Args: { p_day: string }; Returns: string }
      weekly_hours: {
        Args: {
          p_exceptions: Json
          p_from: string
          p_holidays: string[]
          p_to: string
          p_weekly: Json
          p_zone: string
        }
        Returns: unknown
      }
      window_opened_at: {
        Args: { p_channel_id: string; p_hours: number; p_tenant_id: string; p_thread_id: string }
        Returns: string
      }
      with_relation: { Args: { p_relation: Json; p_relations: Json }; Returns: Json }
      with_wakes: { Args: { p_results: Json }; Returns: Json }
      word_keys: { Args: { p_word: string }; Returns: string[] }
      words_of_person: {
        Args: { p_patients: string[]; p_tenant_id: string; p_threads: string[] }
        Returns: string[]
      }
      words_of_text: { Args: { p_text: string }; Returns: unknown }
      workflow_answer: {
        Args: {
          p_message: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
          p_now: string
          p_run: Omit<
            Database['public']['Tables']['workflow_runs']['Row'],
            Database['public']['Tables']['workflow_runs']['ComputedFields']
          >
          p_step: Omit<
            Database['public']['Tables']['workflow_steps']['Row'],
            Database['public']['Tables']['workflow_steps']['ComputedFields']
          >
        }
        Returns: undefined
      }
      workflow_choice: {
        Args: {
          p_message: Omit<
            Database['public']['Tables']['conversation_messages']['Row'],
            Database['public']['Tables']['conversation_messages']['ComputedFields']
          >
          p_run: Omit<
            Database['public']['Tables']['workflow_runs']['Row'],
            Database['public']['Tables']['workflow_runs']['ComputedFields']
          >
          p_step: Omit<
            Database['public']['Tables']['workflow_steps']['Row'],
            Database['public']['Tables']['workflow_steps']['ComputedFields']
          >
        }
        Returns: Json
      }
      workflow_condition: {
        Args: { p_answer: string; p_now: string; p_occurrence: Json; p_options: Json; p_tenant_id: string }
        Returns: boolean
      }
      workflow_event_keys: { Args: { p_event: Json }; Returns: string[] }
      workflow_matches: {
        Args: { p_occurrence: Json; p_tenant_id: string; p_trigger: Json }
        Returns: boolean
      }
      workflow_nodes: {
        Args: { p_definition: Json }
        Returns: {
          depth: number
          step: Json
        }[]
      }
      workflow_occurrence: { Args: { p_key: string; p_tenant_id: string }; Returns: Json }
      workflow_option_problem: {
        Args: { p_options: Json; p_spec: Json; p_tenant_id: string; p_value: Json }
        Returns: string
      }
      workflow_payload: {
        Args: {
          p_row: Omit<
            Database['public']['Tables']['workflows']['Row'],
            Database['public']['Tables']['workflows']['ComputedFields']
          >
          p_shows_secret: boolean
        }
        Returns: Json
      }
      workflow_plan: { Args: { p_definition: Json }; Returns: Json }
      workflow_plan_steps: { Args: { p_next: string; p_steps: Json }; Returns: Json }
      workflow_problems: { Args: { p_definition: Json; p_tenant_id: string }; Returns: Json }
      workflow_run_payload: {
        Args: {
          p_run: Omit<
            Database['public']['Tables']['workflow_runs']['Row'],
            Database['public']['Tables']['workflow_runs']['ComputedFields']
          >
          p_shows_cost: boolean
        }
        Returns: Json
      }
      workflow_tag: {
        Args: {
          p_on: boolean
          p_tag_id: string
          p_thread: Omit<
            Database['public']['Tables']['conversation_threads']['Row'],
            Database['public']['Tables']['conversation_threads']['ComputedFields']
          >
        }
        Returns: string
      }
      workflow_thing: { Args: { p_occurrence: Json }; Returns: string }
      workflow_thread: {
        Args: {
          p_run: Omit<
            Database['public']['Tables']['workflow_runs']['Row'],
            Database['public']['Tables']['workflow_runs']['ComputedFields']
          >
        }
        Returns: Database['public']['Tables']['conversation_threads']['Row']
        SetofOptions: {
          from: 'workflow_runs'
          to: 'conversation_threads'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      workflow_values: { Args: { p_occurrence: Json; p_tenant_id: string }; Returns: Json }
      workflow_variables: { Args: Record<PropertyKey, never>; Returns: string[] }
      workflow_wait_until: { Args: { p_now: string; p_options: Json; p_zone: string }; Returns: string }
      workflows_want: { Args: { p_event: string; p_payload: Json; p_tenant_id: string }; Returns: boolean }
      workflows_with_segment: {
        Args: { p_segment_id: string; p_tenant_id: string }
        Returns: {
          id: string
          name: string
        }[]
      }
      working_ranges: {
        Args: { p_from: string; p_tenant_id: string; p_therapist_ids: string[]; p_to: string }
        Returns: {
          day: string
          ends_at: string
          is_extra: boolean
          room_id: string
          starts_at: string
          therapist_id: string
        }[]
      }
      working_stretches: {
        Args: { p_closed: string[]; p_from: string; p_tenant_id: string; p_to: string }
        Returns: unknown
      }
      write_import_rows: {
        Args: {
          p_import: Omit<
            Database['public']['Tables']['imports']['Row'],
            Database['public']['Tables']['imports']['ComputedFields']
          >
          p_rows: Database['app']['CompositeTypes']['import_row'][]
        }
        Returns: Json
      }
      write_imported_balances: {
        Args: {
          p_import: Omit<
            Database['public']['Tables']['imports']['Row'],
            Database['public']['Tables']['imports']['ComputedFields']
          >
          p_rows: Database['app']['CompositeTypes']['import_row'][]
        }
        Returns: undefined
      }
      write_imported_companies: {
        Args: {
          p_import: Omit<
            Database['public']['Tables']['imports']['Row'],
            Database['public']['Tables']['imports']['ComputedFields']
          >
          p_rows: Database['app']['CompositeTypes']['import_row'][]
        }
        Returns: undefined
      }
      write_imported_contacts: {
        Args: {
          p_import: Omit<
            Database['public']['Tables']['imports']['Row'],
            Database['public']['Tables']['imports']['ComputedFields']
          >
          p_rows: Database['app']['CompositeTypes']['import_row'][]
        }
        Returns: undefined
      }
      write_imported_deals: {
        Args: {
          p_import: Omit<
            Database['public']['Tables']['imports']['Row'],
            Database['public']['Tables']['imports']['ComputedFields']
          >
          p_rows: Database['app']['CompositeTypes']['import_row'][]
        }
        Returns: undefined
      }
      write_imported_leads: {
        Args: {
          p_import: Omit<
            Database['public']['Tables']['imports']['Row'],
            Database['public']['Tables']['imports']['ComputedFields']
          >
          p_rows: Database['app']['CompositeTypes']['import_row'][]
        }
        Returns: undefined
      }
      write_imported_patients: {
        Args: {
          p_import: Omit<
            Database['public']['Tables']['imports']['Row'],
            Database['public']['Tables']['imports']['ComputedFields']
          >
          p_rows: Database['app']['CompositeTypes']['import_row'][]
        }
        Returns: undefined
      }
      write_imported_products: {
        Args: {
          p_import: Omit<
            Database['public']['Tables']['imports']['Row'],
            Database['public']['Tables']['imports']['ComputedFields']
          >
          p_rows: Database['app']['CompositeTypes']['import_row'][]
        }
        Returns: undefined
      }
      write_imported_records: {
        Args: {
          p_import: Omit<
            Database['public']['Tables']['imports']['Row'],
            Database['public']['Tables']['imports']['ComputedFields']
          >
          p_rows: Database['app']['CompositeTypes']['import_row'][]
        }
        Returns: undefined
      }
      write_imported_sessions: {
        Args: {
          p_import: Omit<
            Database['public']['Tables']['imports']['Row'],
            Database['public']['Tables']['imports']['ComputedFields']
          >
          p_rows: Database['app']['CompositeTypes']['import_row'][]
        }
        Returns: undefined
      }
      write_mentions: {
        Args: { p_mentions: string[]; p_note_id: string; p_tenant_id: string }
        Returns: string[]
      }
      write_messages: {
        Args: { p_messages: Database['app']['CompositeTypes']['incoming_action'][]; p_thread_ids: string[] }
        Returns: number
      }
      write_old_messages: {
        Args: { p_messages: Database['app']['CompositeTypes']['incoming_action'][]; p_thread_id: string }
        Returns: Database['public']['Tables']['conversation_messages']['Row'][]
      }
      write_shop_chat: {
        Args: {
          p_form_token: string
          p_ip_hash: string
          p_new_token: string
          p_slug: string
          p_token: string
          p_typed: Json
        }
        Returns: Json
      }
      write_shop_order: {
        Args: {
          p_buyer: Json
          p_cart: Json
          p_id: string
          p_quote: Json
          p_shop: Omit<
            Database['public']['Tables']['shop_settings']['Row'],
            Database['public']['Tables']['shop_settings']['ComputedFields']
          >
        }
        Returns: Database['public']['Tables']['orders']['Row']
        SetofOptions: {
          from: '*'
          to: 'orders'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      yield_campaign: {
        Args: { p_job_id: number; p_lease_token: string; p_tenant_id: string }
        Returns: boolean
      }
    }
    Enums: {
      [_ in never]: never
    }
    CompositeTypes: {
      import_row: {
        n: number | null
        name: string | null
        sort: string | null
        cpf: string | null
        cnpj: string | null
        phones: string[] | null
        emails: string[] | null
        birth_date: string | null
        fields: Json | null
        custom: Json | null
        tags: string[] | null
        company: string | null
        id: string | null
        patient_id: string | null
        is_new: boolean | null
      }
      incoming_action: {
        tenant_id: string | null
        channel_id: string | null
        provider: string | null
        action: Json | null
      }
    }
  }
  public: {
    Tables: {
      absence_policies: {
        Row: {
          excused_percent: number
          id: string
          late_cancel_percent: number
          makeup_days: number | null
          missed_percent: number
          notice_hours: number
          tenant_id: string
          therapist_id: string | null
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          excused_percent: number
          id?: string
          late_cancel_percent: number
          makeup_days?: number | null
          missed_percent: number
          notice_hours: number
          tenant_id: string
          therapist_id?: string | null
          updated_at?: string
        }
        Update: {
          excused_percent?: number
          id?: string
          late_cancel_percent?: number
          makeup_days?: number | null
          missed_percent?: number
          notice_hours?: number
          tenant_id?: string
          therapist_id?: string | null
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'absence_policies_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'absence_policies_tenant_id_therapist_id_fkey'
            columns: ['tenant_id', 'therapist_id']
            isOneToOne: true
            referencedRelation: 'therapists'
            referencedColumns: ['tenant_id', 'user_id']
          },
        ]
      }
      activity_kinds: {
        Row: {
          is_planned: boolean
          key: string
          position: number
        }
        ComputedFields: never
        Insert: {
          is_planned: boolean
          key: string
          position: number
        }
        Update: {
          is_planned?: boolean
          key?: string
          position?: number
        }
        Relationships: []
      }
      addon_credits: {
        Row: {
          addon_type: string
          balance: number
          created_at: string | null
          daily_limit: number | null
          daily_reset_at: string | null
          daily_used: number | null
          expires_at: string | null
          from_number_override: string | null
          hourly_limit: number | null
          hourly_reset_at: string | null
          hourly_used: number | null
          id: string
          is_active: boolean | null
          low_balance_notified: boolean | null
          low_balance_threshold: number | null
          owner_id: string | null
          tenant_id: string
          total_consumed: number
          total_purchased: number
          updated_at: string | null
        }
        ComputedFields: never
        Insert: {
          addon_type: string
          balance?: number
          created_at?: string | null
          daily_limit?: number | null
          daily_reset_at?: string | null
          daily_used?: number | null
          expires_at?: string | null
          from_number_override?: string | null
          hourly_limit?: number | null
          hourly_reset_at?: string | null
          hourly_used?: number | null
          id?: string
          is_active?: boolean | null
          low_balance_notified?: boolean | null
          low_balance_threshold?: number | null
          owner_id?: string | null
          tenant_id: string
          total_consumed?: number
          total_purchased?: number
          updated_at?: string | null
        }
        Update: {
          addon_type?: string
          balance?: number
          created_at?: string | null
          daily_limit?: number | null
          daily_reset_at?: string | null
          daily_used?: number | null
          expires_at?: string | null
          from_number_override?: string | null
          hourly_limit?: number | null
          hourly_reset_at?: string | null
          hourly_used?: number | null
          id?: string
          is_active?: boolean | null
          low_balance_notified?: boolean | null
          low_balance_threshold?: number | null
          owner_id?: string | null
          tenant_id?: string
          total_consumed?: number
          total_purchased?: number
          updated_at?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'addon_credits_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'addon_credits_tenant_id_owner_id_fkey'
            columns: ['tenant_id', 'owner_id']
            isOneToOne: false
            referencedRelation: 'tenant_members'
            referencedColumns: ['tenant_id', 'user_id']
          },
        ]
      }
      addon_products: {
        Row: {
          addon_type: string
          created_at: string | null
          credits_amount: number | null
          currency: string | null
          deleted_at: string | null
          description: string | null
          icon: string | null
          id: string
          is_active: boolean | null
          is_visible: boolean | null
          metadata: Json | null
          name: string
          price_cents: number
          slug: string
          sort_order: number | null
          updated_at: string | null
        }
        ComputedFields: never
        Insert: {
          addon_type: string
          created_at?: string | null
          credits_amount?: number | null
          currency?: string | null
          deleted_at?: string | null
          description?: string | null
          icon?: string | null
          id?: string
          is_active?: boolean | null
          is_visible?: boolean | null
          metadata?: Json | null
          name: string
          price_cents?: number
          slug: string
          sort_order?: number | null
          updated_at?: string | null
        }
        Update: {
          addon_type?: string
          created_at?: string | null
          credits_amount?: number | null
          currency?: string | null
          deleted_at?: string | null
          description?: string | null
          icon?: string | null
          id?: string
          is_active?: boolean | null
          is_visible?: boolean | null
          metadata?: Json | null
          name?: string
          price_cents?: number
          slug?: string
          sort_order?: number | null
          updated_at?: string | null
        }
        Relationships: []
      }
      addon_transactions: {
        Row: {
          addon_type: string
          admin_user_id: string | null
          amount: number
          balance_after: number
          balance_before: number
          created_at: string | null
          currency: string | null
          day_ends_at: string | null
          description: string | null
          hour_ends_at: string | null
          id: string
          metadata: Json | null
          owner_id: string | null
          payment_method: string | null
          payment_reference: string | null
          position: number
          price_cents: number | null
          product_id: string | null
          queue_id: string | null
          reference: string
          tenant_id: string
          type: string
        }
        ComputedFields: never
        Insert: {
          addon_type: string
          admin_user_id?: string | null
          amount: number
          balance_after?: number
          balance_before?: number
          created_at?: string | null
          currency?: string | null
          day_ends_at?: string | null
          description?: string | null
          hour_ends_at?: string | null
          id?: string
          metadata?: Json | null
          owner_id?: string | null
          payment_method?: string | null
          payment_reference?: string | null
          position?: number
          price_cents?: number | null
          product_id?: string | null
          queue_id?: string | null
          reference: string
          tenant_id: string
          type: string
        }
        Update: {
          addon_type?: string
          admin_user_id?: string | null
          amount?: number
          balance_after?: number
          balance_before?: number
          created_at?: string | null
          currency?: string | null
          day_ends_at?: string | null
          description?: string | null
          hour_ends_at?: string | null
          id?: string
          metadata?: Json | null
          owner_id?: string | null
          payment_method?: string | null
          payment_reference?: string | null
          position?: number
          price_cents?: number | null
          product_id?: string | null
          queue_id?: string | null
          reference?: string
          tenant_id?: string
          type?: string
        }
        Relationships: [
          {
            foreignKeyName: 'addon_transactions_admin_user_id_fkey'
            columns: ['admin_user_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'addon_transactions_product_id_fkey'
            columns: ['product_id']
            isOneToOne: false
            referencedRelation: 'addon_products'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'addon_transactions_tenant_id_addon_type_fkey'
            columns: ['tenant_id', 'addon_type']
            isOneToOne: false
            referencedRelation: 'addon_credits'
            referencedColumns: ['tenant_id', 'addon_type']
          },
        ]
      }
      agenda_day_notes: {
        Row: {
          body: string
          created_at: string
          created_by: string | null
          day: string
          id: string
          tenant_id: string
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          body: string
          created_at?: string
          created_by?: string | null
          day: string
          id?: string
          tenant_id: string
          updated_at?: string
        }
        Update: {
          body?: string
          created_at?: string
          created_by?: string | null
          day?: string
          id?: string
          tenant_id?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'agenda_day_notes_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      agenda_exceptions: {
        Row: {
          created_at: string
          created_by: string | null
          ends_at: string
          id: string
          kind: string
          room_id: string | null
          starts_at: string
          tenant_id: string
          therapist_id: string | null
          title: string | null
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          created_by?: string | null
          ends_at: string
          id?: string
          kind: string
          room_id?: string | null
          starts_at: string
          tenant_id: string
          therapist_id?: string | null
          title?: string | null
          updated_at?: string
        }
        Update: {
          created_at?: string
          created_by?: string | null
          ends_at?: string
          id?: string
          kind?: string
          room_id?: string | null
          starts_at?: string
          tenant_id?: string
          therapist_id?: string | null
          title?: string | null
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'agenda_exceptions_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'agenda_exceptions_tenant_id_room_id_fkey'
            columns: ['tenant_id', 'room_id']
            isOneToOne: false
            referencedRelation: 'rooms'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'agenda_exceptions_tenant_id_therapist_id_fkey'
            columns: ['tenant_id', 'therapist_id']
            isOneToOne: false
            referencedRelation: 'therapists'
            referencedColumns: ['tenant_id', 'user_id']
          },
        ]
      }
      agenda_settings: {
        Row: {
          grace_minutes: number
          grid_from: string
          grid_until: string
          slot_minutes: number
          tenant_id: string
          updated_at: string
          week_starts_on: string
        }
        ComputedFields: never
        Insert: {
          grace_minutes?: number
          grid_from?: string
          grid_until?: string
          slot_minutes?: number
          tenant_id: string
          updated_at?: string
          week_starts_on?: string
        }
        Update: {
          grace_minutes?: number
          grid_from?: string
          grid_until?: string
          slot_minutes?: number
          tenant_id?: string
          updated_at?: string
          week_starts_on?: string
        }
        Relationships: [
          {
            foreignKeyName: 'agenda_settings_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: true
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      ai_assists: {
        Row: {
          asked_by: string
          completion_tokens: number
          cost_microcents: number
          finished_at: string | null
          id: string
          kind: string
          latency_ms: number | null
          model: string | null
          opened_at: string
          patient_id: string | null
          prompt_tokens: number
          reason: string | null
          reserved_microcents: number
          state: string
          tenant_id: string
          thread_id: string | null
        }
        ComputedFields: never
        Insert: {
          asked_by: string
          completion_tokens?: number
          cost_microcents?: number
          finished_at?: string | null
          id?: string
          kind: string
          latency_ms?: number | null
          model?: string | null
          opened_at?: string
          patient_id?: string | null
          prompt_tokens?: number
          reason?: string | null
          reserved_microcents?: number
          state?: string
          tenant_id: string
          thread_id?: string | null
        }
        Update: {
          asked_by?: string
          completion_tokens?: number
          cost_microcents?: number
          finished_at?: string | null
          id?: string
          kind?: string
          latency_ms?: number | null
          model?: string | null
          opened_at?: string
          patient_id?: string | null
          prompt_tokens?: number
          reason?: string | null
          reserved_microcents?: number
          state?: string
          tenant_id?: string
          thread_id?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'ai_assists_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'ai_assists_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'ai_assists_tenant_id_thread_id_fkey'
            columns: ['tenant_id', 'thread_id']
            isOneToOne: false
            referencedRelation: 'conversation_threads'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      ai_cases: {
        Row: {
          archived_at: string | null
          created_at: string
          created_by: string | null
          expected: NonNullable<Json>
          id: string
          set: string
          tenant_id: string
          text: string
          turn_id: string | null
        }
        ComputedFields: never
        Insert: {
          archived_at?: string | null
          created_at?: string
          created_by?: string | null
          expected?: NonNullable<Json>
          id?: string
          set?: string
          tenant_id: string
          text: string
          turn_id?: string | null
        }
        Update: {
          archived_at?: string | null
          created_at?: string
          created_by?: string | null
          expected?: NonNullable<Json>
          id?: string
          set?: string
          tenant_id?: string
          text?: string
          turn_id?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'ai_cases_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'ai_cases_tenant_id_turn_id_fkey'
            columns: ['tenant_id', 'turn_id']
            isOneToOne: true
            referencedRelation: 'ai_turns'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      ai_chunks: {
        Row: {
          document_id: string
          heading: string
          id: string
          is_live: boolean
          model: string
          position: number
          signs: unknown
          size: number
          tenant_id: string
          text: string
          vector: number[]
          version: number
          words: unknown
        }
        ComputedFields: never
        Insert: {
          document_id: string
          heading?: string
          id?: string
          is_live?: boolean
          model: string
          position: number
          signs?: never
          size: number
          tenant_id: string
          text: string
          vector: number[]
          version: number
          words?: never
        }
        Update: {
          document_id?: string
          heading?: string
          id?: string
          is_live?: boolean
          model?: string
          position?: number
          signs?: never
          size?: number
          tenant_id?: string
          text?: string
          vector?: number[]
          version?: number
          words?: never
        }
        Relationships: [
          {
            foreignKeyName: 'ai_chunks_tenant_id_document_id_fkey'
            columns: ['tenant_id', 'document_id']
            isOneToOne: false
            referencedRelation: 'ai_documents'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      ai_conversations: {
        Row: {
          changed_at: string
          changed_by: string | null
          failed_turns: number
          introduced_at: string | null
          prompt_id: string | null
          rated_at: string | null
          rating: number | null
          rating_asked_at: string | null
          reason: string | null
          state: string
          summary: string | null
          tenant_id: string
          thread_id: string
        }
        ComputedFields: never
        Insert: {
          changed_at?: string
          changed_by?: string | null
          failed_turns?: number
          introduced_at?: string | null
          prompt_id?: string | null
          rated_at?: string | null
          rating?: number | null
          rating_asked_at?: string | null
          reason?: string | null
          state?: string
          summary?: string | null
          tenant_id: string
          thread_id: string
        }
        Update: {
          changed_at?: string
          changed_by?: string | null
          failed_turns?: number
          introduced_at?: string | null
          prompt_id?: string | null
          rated_at?: string | null
          rating?: number | null
          rating_asked_at?: string | null
          reason?: string | null
          state?: string
          summary?: string | null
          tenant_id?: string
          thread_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'ai_conversations_tenant_id_prompt_id_fkey'
            columns: ['tenant_id', 'prompt_id']
            isOneToOne: false
            referencedRelation: 'ai_prompts'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'ai_conversations_tenant_id_thread_id_fkey'
            columns: ['tenant_id', 'thread_id']
            isOneToOne: true
            referencedRelation: 'conversation_threads'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      ai_documents: {
        Row: {
          attempt: string | null
          body: string
          created_at: string
          created_by: string | null
          deleted_at: string | null
          done: number
          failure: string | null
          id: string
          indexed_at: string | null
          kind: string
          live_version: number | null
          source: string | null
          state: string
          tenant_id: string
          title: string
          total: number | null
          updated_at: string
          version: number
        }
        ComputedFields: never
        Insert: {
          attempt?: string | null
          body?: string
          created_at?: string
          created_by?: string | null
          deleted_at?: string | null
          done?: number
          failure?: string | null
          id: string
          indexed_at?: string | null
          kind: string
          live_version?: number | null
          source?: string | null
          state?: string
          tenant_id: string
          title: string
          total?: number | null
          updated_at?: string
          version?: number
        }
        Update: {
          attempt?: string | null
          body?: string
          created_at?: string
          created_by?: string | null
          deleted_at?: string | null
          done?: number
          failure?: string | null
          id?: string
          indexed_at?: string | null
          kind?: string
          live_version?: number | null
          source?: string | null
          state?: string
          tenant_id?: string
          title?: string
          total?: number | null
          updated_at?: string
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: 'ai_documents_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      ai_evaluation_results: {
        Row: {
          answer: string | null
          attempts: number
          case_id: string | null
          cost_microcents: number | null
          done_at: string | null
          id: string
          intent: string | null
          is_right: boolean | null
          latency_ms: number | null
          marks: Json | null
          outcome: string | null
          position: number
          reason: string | null
          run_id: string
          sources: NonNullable<Json>
          standard_key: string | null
          tenant_id: string
          tools: string[]
        }
        ComputedFields: never
        Insert: {
          answer?: string | null
          attempts?: number
          case_id?: string | null
          cost_microcents?: number | null
          done_at?: string | null
          id?: string
          intent?: string | null
          is_right?: boolean | null
          latency_ms?: number | null
          marks?: Json | null
          outcome?: string | null
          position: number
          reason?: string | null
          run_id: string
          sources?: NonNullable<Json>
          standard_key?: string | null
          tenant_id: string
          tools?: string[]
        }
        Update: {
          answer?: string | null
          attempts?: number
          case_id?: string | null
          cost_microcents?: number | null
          done_at?: string | null
          id?: string
          intent?: string | null
          is_right?: boolean | null
          latency_ms?: number | null
          marks?: Json | null
          outcome?: string | null
          position?: number
          reason?: string | null
          run_id?: string
          sources?: NonNullable<Json>
          standard_key?: string | null
          tenant_id?: string
          tools?: string[]
        }
        Relationships: [
          {
            foreignKeyName: 'ai_evaluation_results_tenant_id_case_id_fkey'
            columns: ['tenant_id', 'case_id']
            isOneToOne: false
            referencedRelation: 'ai_cases'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'ai_evaluation_results_tenant_id_run_id_fkey'
            columns: ['tenant_id', 'run_id']
            isOneToOne: false
            referencedRelation: 'ai_evaluation_runs'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      ai_evaluation_runs: {
        Row: {
          cost_microcents: number
          created_at: string
          created_by: string | null
          done: number
          failure: string | null
          finished_at: string | null
          id: string
          model: string | null
          prompt_id: string
          state: string
          tenant_id: string
          total: number
        }
        ComputedFields: never
        Insert: {
          cost_microcents?: number
          created_at?: string
          created_by?: string | null
          done?: number
          failure?: string | null
          finished_at?: string | null
          id: string
          model?: string | null
          prompt_id: string
          state?: string
          tenant_id: string
          total?: number
        }
        Update: {
          cost_microcents?: number
          created_at?: string
          created_by?: string | null
          done?: number
          failure?: string | null
          finished_at?: string | null
          id?: string
          model?: string | null
          prompt_id?: string
          state?: string
          tenant_id?: string
          total?: number
        }
        Relationships: [
          {
            foreignKeyName: 'ai_evaluation_runs_tenant_id_prompt_id_fkey'
            columns: ['tenant_id', 'prompt_id']
            isOneToOne: false
            referencedRelation: 'ai_prompts'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      ai_evaluations: {
        Row: {
          cases: number
          evaluated_at: string
          figures: NonNullable<Json>
          id: string
          misses: NonNullable<Json>
          model: string | null
          prompt_id: string
          set: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          cases: number
          evaluated_at?: string
          figures: NonNullable<Json>
          id?: string
          misses?: NonNullable<Json>
          model?: string | null
          prompt_id: string
          set: string
          tenant_id: string
        }
        Update: {
          cases?: number
          evaluated_at?: string
          figures?: NonNullable<Json>
          id?: string
          misses?: NonNullable<Json>
          model?: string | null
          prompt_id?: string
          set?: string
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'ai_evaluations_tenant_id_prompt_id_fkey'
            columns: ['tenant_id', 'prompt_id']
            isOneToOne: false
            referencedRelation: 'ai_prompts'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      ai_knowledge: {
        Row: {
          model: string
          tenant_id: string
          updated_at: string
          version: number
        }
        ComputedFields: never
        Insert: {
          model?: string
          tenant_id: string
          updated_at?: string
          version?: number
        }
        Update: {
          model?: string
          tenant_id?: string
          updated_at?: string
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: 'ai_knowledge_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: true
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      ai_months: {
        Row: {
          answered: number
          completion_tokens: number
          cost_microcents: number
          embedding_microcents: number
          embedding_tokens: number
          handed: number
          month: string
          prompt_tokens: number
          reserved_microcents: number
          tenant_id: string
          turns: number
        }
        ComputedFields: never
        Insert: {
          answered?: number
          completion_tokens?: number
          cost_microcents?: number
          embedding_microcents?: number
          embedding_tokens?: number
          handed?: number
          month: string
          prompt_tokens?: number
          reserved_microcents?: number
          tenant_id: string
          turns?: number
        }
        Update: {
          answered?: number
          completion_tokens?: number
          cost_microcents?: number
          embedding_microcents?: number
          embedding_tokens?: number
          handed?: number
          month?: string
          prompt_tokens?: number
          reserved_microcents?: number
          tenant_id?: string
          turns?: number
        }
        Relationships: [
          {
            foreignKeyName: 'ai_months_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      ai_people: {
        Row: {
          added_by: string | null
          created_at: string
          tenant_id: string
          thread_id: string
        }
        ComputedFields: never
        Insert: {
          added_by?: string | null
          created_at?: string
          tenant_id: string
          thread_id: string
        }
        Update: {
          added_by?: string | null
          created_at?: string
          tenant_id?: string
          thread_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'ai_people_tenant_id_thread_id_fkey'
            columns: ['tenant_id', 'thread_id']
            isOneToOne: true
            referencedRelation: 'conversation_threads'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      ai_prompts: {
        Row: {
          activated_at: string | null
          changed_at: string
          created_at: string
          created_by: string | null
          id: string
          name: string
          share: number
          state: string
          tenant_id: string
          text: string
          version: number
        }
        ComputedFields: never
        Insert: {
          activated_at?: string | null
          changed_at?: string
          created_at?: string
          created_by?: string | null
          id: string
          name: string
          share?: number
          state?: string
          tenant_id: string
          text: string
          version: number
        }
        Update: {
          activated_at?: string | null
          changed_at?: string
          created_at?: string
          created_by?: string | null
          id?: string
          name?: string
          share?: number
          state?: string
          tenant_id?: string
          text?: string
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: 'ai_prompts_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      ai_proposals: {
        Row: {
          answer_message_id: string | null
          args: NonNullable<Json>
          asked_message_id: string | null
          created_at: string
          expires_at: string
          id: string
          patient_id: string | null
          result: Json | null
          state: string
          tenant_id: string
          thread_id: string
          tool: string
          turn_id: string
          words: string
        }
        ComputedFields: never
        Insert: {
          answer_message_id?: string | null
          args: NonNullable<Json>
          asked_message_id?: string | null
          created_at?: string
          expires_at: string
          id?: string
          patient_id?: string | null
          result?: Json | null
          state?: string
          tenant_id: string
          thread_id: string
          tool: string
          turn_id: string
          words: string
        }
        Update: {
          answer_message_id?: string | null
          args?: NonNullable<Json>
          asked_message_id?: string | null
          created_at?: string
          expires_at?: string
          id?: string
          patient_id?: string | null
          result?: Json | null
          state?: string
          tenant_id?: string
          thread_id?: string
          tool?: string
          turn_id?: string
          words?: string
        }
        Relationships: [
          {
            foreignKeyName: 'ai_proposals_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'ai_proposals_tenant_id_thread_id_fkey'
            columns: ['tenant_id', 'thread_id']
            isOneToOne: false
            referencedRelation: 'conversation_threads'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'ai_proposals_tenant_id_turn_id_fkey'
            columns: ['tenant_id', 'turn_id']
            isOneToOne: false
            referencedRelation: 'ai_turns'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      ai_ratings: {
        Row: {
          asked_at: string | null
          created_at: string
          id: string
          is_of_assistant: boolean
          message_id: string | null
          prompt_id: string | null
          rated_at: string | null
          rating: number | null
          reason: string | null
          run_at: string
          state: string
          tenant_id: string
          thread_id: string
          user_id: string | null
        }
        ComputedFields: never
        Insert: {
          asked_at?: string | null
          created_at?: string
          id?: string
          is_of_assistant?: boolean
          message_id?: string | null
          prompt_id?: string | null
          rated_at?: string | null
          rating?: number | null
          reason?: string | null
          run_at: string
          state?: string
          tenant_id: string
          thread_id: string
          user_id?: string | null
        }
        Update: {
          asked_at?: string | null
          created_at?: string
          id?: string
          is_of_assistant?: boolean
          message_id?: string | null
          prompt_id?: string | null
          rated_at?: string | null
          rating?: number | null
          reason?: string | null
          run_at?: string
          state?: string
          tenant_id?: string
          thread_id?: string
          user_id?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'ai_ratings_tenant_id_prompt_id_fkey'
            columns: ['tenant_id', 'prompt_id']
            isOneToOne: false
            referencedRelation: 'ai_prompts'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'ai_ratings_tenant_id_thread_id_fkey'
            columns: ['tenant_id', 'thread_id']
            isOneToOne: false
            referencedRelation: 'conversation_threads'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      ai_settings: {
        Row: {
          accepted_at: string | null
          accepted_by: string | null
          asks_rating: boolean
          base_url: string | null
          completion_price_cents: number
          custom_hours: NonNullable<Json>
          embedding_model: string | null
          embedding_price_cents: number
          fallback_model: string | null
          greeting: string | null
          handoff_user_id: string | null
          hours: string
          mode: string
          model: string | null
          monthly_budget_cents: number
          name: string
          person_turns_per_day: number
          prompt_price_cents: number
          quiet_minutes: number
          tenant_id: string
          tone: string
          turns_per_day: number
          updated_at: string
          version: number
          wait_seconds: number
        }
        ComputedFields: never
        Insert: {
          accepted_at?: string | null
          accepted_by?: string | null
          asks_rating?: boolean
          base_url?: string | null
          completion_price_cents?: number
          custom_hours?: NonNullable<Json>
          embedding_model?: string | null
          embedding_price_cents?: number
          fallback_model?: string | null
          greeting?: string | null
          handoff_user_id?: string | null
          hours?: string
          mode?: string
          model?: string | null
          monthly_budget_cents?: number
          name?: string
          person_turns_per_day?: number
          prompt_price_cents?: number
          quiet_minutes?: number
          tenant_id: string
          tone?: string
          turns_per_day?: number
          updated_at?: string
          version?: number
          wait_seconds?: number
        }
        Update: {
          accepted_at?: string | null
          accepted_by?: string | null
          asks_rating?: boolean
          base_url?: string | null
          completion_price_cents?: number
          custom_hours?: NonNullable<Json>
          embedding_model?: string | null
          embedding_price_cents?: number
          fallback_model?: string | null
          greeting?: string | null
          handoff_user_id?: string | null
          hours?: string
          mode?: string
          model?: string | null
          monthly_budget_cents?: number
          name?: string
          person_turns_per_day?: number
          prompt_price_cents?: number
          quiet_minutes?: number
          tenant_id?: string
          tone?: string
          turns_per_day?: number
          updated_at?: string
          version?: number
          wait_seconds?: number
        }
        Relationships: [
          {
            foreignKeyName: 'ai_settings_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: true
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'ai_settings_tenant_id_handoff_user_id_fkey'
            columns: ['tenant_id', 'handoff_user_id']
            isOneToOne: false
            referencedRelation: 'tenant_members'
            referencedColumns: ['tenant_id', 'user_id']
          },
        ]
      }
      ai_tool_calls: {
        Row: {
          args: NonNullable<Json>
          called_at: string
          id: string
          is_effect: boolean
          ms: number | null
          result: NonNullable<Json>
          tenant_id: string
          tool: string
          turn_id: string
        }
        ComputedFields: never
        Insert: {
          args?: NonNullable<Json>
          called_at?: string
          id?: string
          is_effect?: boolean
          ms?: number | null
          result?: NonNullable<Json>
          tenant_id: string
          tool: string
          turn_id: string
        }
        Update: {
          args?: NonNullable<Json>
          called_at?: string
          id?: string
          is_effect?: boolean
          ms?: number | null
          result?: NonNullable<Json>
          tenant_id?: string
          tool?: string
          turn_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'ai_tool_calls_tenant_id_turn_id_fkey'
            columns: ['tenant_id', 'turn_id']
            isOneToOne: false
            referencedRelation: 'ai_turns'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      ai_turns: {
        Row: {
          asked_text: string | null
          attempts: number
          completion_tokens: number | null
          cost_microcents: number | null
          created_at: string
          finished_at: string | null
          first_message_id: string | null
          has_more: boolean
          id: string
          intent: string | null
          is_test: boolean
          latency_ms: number | null
          leased_until: string | null
          model: string | null
          opened_at: string
          outcome: string | null
          prompt_id: string | null
          prompt_tokens: number | null
          reason: string | null
          reserved_microcents: number
          restarts: number
          run_at: string
          seen_message_id: string | null
          sent_message_id: string | null
          sources: NonNullable<Json>
          state: string
          summary: string | null
          tenant_id: string
          text: string | null
          thread_id: string | null
          thumb: string | null
          thumb_by: string | null
          thumb_note: string | null
          worker: string | null
        }
        ComputedFields: never
        Insert: {
          asked_text?: string | null
          attempts?: number
          completion_tokens?: number | null
          cost_microcents?: number | null
          created_at?: string
          finished_at?: string | null
          first_message_id?: string | null
          has_more?: boolean
          id?: string
          intent?: string | null
          is_test?: boolean
          latency_ms?: number | null
          leased_until?: string | null
          model?: string | null
          opened_at: string
          outcome?: string | null
          prompt_id?: string | null
          prompt_tokens?: number | null
          reason?: string | null
          reserved_microcents?: number
          restarts?: number
          run_at: string
          seen_message_id?: string | null
          sent_message_id?: string | null
          sources?: NonNullable<Json>
          state?: string
          summary?: string | null
          tenant_id: string
          text?: string | null
          thread_id?: string | null
          thumb?: string | null
          thumb_by?: string | null
          thumb_note?: string | null
          worker?: string | null
        }
        Update: {
          asked_text?: string | null
          attempts?: number
          completion_tokens?: number | null
          cost_microcents?: number | null
          created_at?: string
          finished_at?: string | null
          first_message_id?: string | null
          has_more?: boolean
          id?: string
          intent?: string | null
          is_test?: boolean
          latency_ms?: number | null
          leased_until?: string | null
          model?: string | null
          opened_at?: string
          outcome?: string | null
          prompt_id?: string | null
          prompt_tokens?: number | null
          reason?: string | null
          reserved_microcents?: number
          restarts?: number
          run_at?: string
          seen_message_id?: string | null
          sent_message_id?: string | null
          sources?: NonNullable<Json>
          state?: string
          summary?: string | null
          tenant_id?: string
          text?: string | null
          thread_id?: string | null
          thumb?: string | null
          thumb_by?: string | null
          thumb_note?: string | null
          worker?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'ai_turns_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'ai_turns_tenant_id_prompt_id_fkey'
            columns: ['tenant_id', 'prompt_id']
            isOneToOne: false
            referencedRelation: 'ai_prompts'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'ai_turns_tenant_id_thread_id_fkey'
            columns: ['tenant_id', 'thread_id']
            isOneToOne: false
            referencedRelation: 'conversation_threads'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      alert_quiet_hours: {
        Row: {
          quiet_from: string | null
          quiet_until: string | null
          tenant_id: string
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          quiet_from?: string | null
          quiet_until?: string | null
          tenant_id: string
          updated_at?: string
        }
        Update: {
          quiet_from?: string | null
          quiet_until?: string | null
          tenant_id?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'alert_quiet_hours_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: true
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      alert_settings: {
        Row: {
          by_email: boolean
          by_push: boolean
          is_on: boolean
          kind: string
          tenant_id: string
          threshold: number | null
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          by_email?: boolean
          by_push?: boolean
          is_on?: boolean
          kind: string
          tenant_id: string
          threshold?: number | null
          updated_at?: string
        }
        Update: {
          by_email?: boolean
          by_push?: boolean
          is_on?: boolean
          kind?: string
          tenant_id?: string
          threshold?: number | null
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'alert_settings_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      alerts: {
        Row: {
          data: NonNullable<Json>
          ended_at: string | null
          handled_at: string | null
          handled_by: string | null
          id: string
          kind: string
          raised_at: string
          seen_at: string
          snoozed_until: string | null
          subject: string
          tenant_id: string
          told_at: string | null
        }
        ComputedFields: never
        Insert: {
          data?: NonNullable<Json>
          ended_at?: string | null
          handled_at?: string | null
          handled_by?: string | null
          id?: string
          kind: string
          raised_at?: string
          seen_at?: string
          snoozed_until?: string | null
          subject?: string
          tenant_id: string
          told_at?: string | null
        }
        Update: {
          data?: NonNullable<Json>
          ended_at?: string | null
          handled_at?: string | null
          handled_by?: string | null
          id?: string
          kind?: string
          raised_at?: string
          seen_at?: string
          snoozed_until?: string | null
          subject?: string
          tenant_id?: string
          told_at?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'alerts_handled_by_fkey'
            columns: ['handled_by']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'alerts_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      api_keys: {
        Row: {
          created_at: string
          created_by: string
          expires_at: string | null
          hint: string
          id: string
          last_used_at: string | null
          name: string
          revoked_at: string | null
          revoked_by: string | null
          scopes: string[]
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          created_by: string
          expires_at?: string | null
          hint: string
          id?: string
          last_used_at?: string | null
          name: string
          revoked_at?: string | null
          revoked_by?: string | null
          scopes: string[]
          tenant_id: string
        }
        Update: {
          created_at?: string
          created_by?: string
          expires_at?: string | null
          hint?: string
          id?: string
          last_used_at?: string | null
          name?: string
          revoked_at?: string | null
          revoked_by?: string | null
          scopes?: string[]
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'api_keys_created_by_fkey'
            columns: ['created_by']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'api_keys_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      api_scopes: {
        Row: {
          key: string
          position: number
        }
        ComputedFields: never
        Insert: {
          key: string
          position: number
        }
        Update: {
          key?: string
          position?: number
        }
        Relationships: []
      }
      audit_logs: {
        Row: {
          action: string
          actor_id: string | null
          actor_kind: string
          actor_name: string | null
          after: Json | null
          at: string
          before: Json | null
          details_hash: string
          entity: string
          entity_id: string
          erased_at: string | null
          hash: string | null
          id: string
          prev_hash: string | null
          reason: string | null
          request_id: string | null
          salt: string | null
          seq: number | null
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          action: string
          actor_id?: string | null
          actor_kind: string
          actor_name?: string | null
          after?: Json | null
          at?: string
          before?: Json | null
          details_hash: string
          entity: string
          entity_id: string
          erased_at?: string | null
          hash?: string | null
          id?: string
          prev_hash?: string | null
          reason?: string | null
          request_id?: string | null
          salt?: string | null
          seq?: number | null
          tenant_id: string
        }
        Update: {
          action?: string
          actor_id?: string | null
          actor_kind?: string
          actor_name?: string | null
          after?: Json | null
          at?: string
          before?: Json | null
          details_hash?: string
          entity?: string
          entity_id?: string
          erased_at?: string | null
          hash?: string | null
          id?: string
          prev_hash?: string | null
          reason?: string | null
          request_id?: string | null
          salt?: string | null
          seq?: number | null
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'audit_logs_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      booking_offers: {
        Row: {
          created_at: string
          id: string
          note: string | null
          session_type_id: string
          tenant_id: string
          therapist_id: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          id?: string
          note?: string | null
          session_type_id: string
          tenant_id: string
          therapist_id: string
        }
        Update: {
          created_at?: string
          id?: string
          note?: string | null
          session_type_id?: string
          tenant_id?: string
          therapist_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'booking_offers_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'booking_offers_tenant_id_session_type_id_fkey'
            columns: ['tenant_id', 'session_type_id']
            isOneToOne: false
            referencedRelation: 'session_types'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'booking_offers_tenant_id_therapist_id_fkey'
            columns: ['tenant_id', 'therapist_id']
            isOneToOne: false
            referencedRelation: 'therapists'
            referencedColumns: ['tenant_id', 'user_id']
          },
        ]
      }
      booking_settings: {
        Row: {
          buffer_after: number
          buffer_before: number
          change_hours: number
          daily_limit: number | null
          horizon_weeks: number
          is_open: boolean
          needs_approval: boolean
          notice_hours: number
          offers_intake: boolean
          privacy_text: string | null
          slug: string
          tenant_id: string
          updated_at: string
          welcome_text: string | null
        }
        ComputedFields: never
        Insert: {
          buffer_after?: number
          buffer_before?: number
          change_hours?: number
          daily_limit?: number | null
          horizon_weeks?: number
          is_open?: boolean
          needs_approval?: boolean
          notice_hours?: number
          offers_intake?: boolean
          privacy_text?: string | null
          slug: string
          tenant_id: string
          updated_at?: string
          welcome_text?: string | null
        }
        Update: {
          buffer_after?: number
          buffer_before?: number
          change_hours?: number
          daily_limit?: number | null
          horizon_weeks?: number
          is_open?: boolean
          needs_approval?: boolean
          notice_hours?: number
          offers_intake?: boolean
          privacy_text?: string | null
          slug?: string
          tenant_id?: string
          updated_at?: string
          welcome_text?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'booking_settings_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: true
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      campaign_recipients: {
        Row: {
          address: string | null
          campaign_id: string
          contact_id: string | null
          created_at: string
          credits: number
          fills: NonNullable<Json>
          hold_id: string | null
          hold_position: number | null
          id: string
          message_id: string | null
          name: string
          patient_id: string | null
          person_key: string
          phone: string | null
          position: number
          reason: string | null
          replied_at: string | null
          state: string
          taken_at: string | null
          tenant_id: string
          thread_id: string | null
          thread_key: string | null
          variant: string
        }
        ComputedFields: never
        Insert: {
          address?: string | null
          campaign_id: string
          contact_id?: string | null
          created_at?: string
          credits?: number
          fills?: NonNullable<Json>
          hold_id?: string | null
          hold_position?: number | null
          id?: string
          message_id?: string | null
          name?: string
          patient_id?: string | null
          person_key: string
          phone?: string | null
          position: number
          reason?: string | null
          replied_at?: string | null
          state?: string
          taken_at?: string | null
          tenant_id: string
          thread_id?: string | null
          thread_key?: string | null
          variant?: string
        }
        Update: {
          address?: string | null
          campaign_id?: string
          contact_id?: string | null
          created_at?: string
          credits?: number
          fills?: NonNullable<Json>
          hold_id?: string | null
          hold_position?: number | null
          id?: string
          message_id?: string | null
          name?: string
          patient_id?: string | null
          person_key?: string
          phone?: string | null
          position?: number
          reason?: string | null
          replied_at?: string | null
          state?: string
          taken_at?: string | null
          tenant_id?: string
          thread_id?: string | null
          thread_key?: string | null
          variant?: string
        }
        Relationships: [
          {
            foreignKeyName: 'campaign_recipients_tenant_id_campaign_id_fkey'
            columns: ['tenant_id', 'campaign_id']
            isOneToOne: false
            referencedRelation: 'campaigns'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'campaign_recipients_tenant_id_contact_id_fkey'
            columns: ['tenant_id', 'contact_id']
            isOneToOne: false
            referencedRelation: 'contacts'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'campaign_recipients_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'campaign_recipients_tenant_id_thread_id_fkey'
            columns: ['tenant_id', 'thread_id']
            isOneToOne: false
            referencedRelation: 'conversation_threads'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      campaign_settings: {
        Row: {
          roles: string[]
          tenant_id: string
          unofficial_by: string | null
          unofficial_since: string | null
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          roles?: string[]
          tenant_id: string
          unofficial_by?: string | null
          unofficial_since?: string | null
          updated_at?: string
        }
        Update: {
          roles?: string[]
          tenant_id?: string
          unofficial_by?: string | null
          unofficial_since?: string | null
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'campaign_settings_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: true
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      campaigns: {
        Row: {
          closed_at: string | null
          created_at: string
          created_by: string | null
          definition: NonNullable<Json>
          held_credits: number | null
          hold_id: string | null
          id: string
          name: string
          pause_reason: string | null
          plan_after: string | null
          planned_at: string | null
          planned_credits: number
          planned_people: number
          retried_at: string | null
          started_at: string | null
          started_by: string | null
          starts_at: string | null
          state: string
          tenant_id: string
          told_at: string | null
          updated_at: string
          version: number
          waits_for: string | null
          waits_until: string | null
        }
        ComputedFields: never
        Insert: {
          closed_at?: string | null
          created_at?: string
          created_by?: string | null
          definition: NonNullable<Json>
          held_credits?: number | null
          hold_id?: string | null
          id?: string
          name: string
          pause_reason?: string | null
          plan_after?: string | null
          planned_at?: string | null
          planned_credits?: number
          planned_people?: number
          retried_at?: string | null
          started_at?: string | null
          started_by?: string | null
          starts_at?: string | null
          state?: string
          tenant_id: string
          told_at?: string | null
          updated_at?: string
          version?: number
          waits_for?: string | null
          waits_until?: string | null
        }
        Update: {
          closed_at?: string | null
          created_at?: string
          created_by?: string | null
          definition?: NonNullable<Json>
          held_credits?: number | null
          hold_id?: string | null
          id?: string
          name?: string
          pause_reason?: string | null
          plan_after?: string | null
          planned_at?: string | null
          planned_credits?: number
          planned_people?: number
          retried_at?: string | null
          started_at?: string | null
          started_by?: string | null
          starts_at?: string | null
          state?: string
          tenant_id?: string
          told_at?: string | null
          updated_at?: string
          version?: number
          waits_for?: string | null
          waits_until?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'campaigns_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      care_team: {
        Row: {
          added_by: string | null
          ended_at: string | null
          ended_by: string | null
          patient_id: string
          since: string
          tenant_id: string
          user_id: string
        }
        ComputedFields: never
        Insert: {
          added_by?: string | null
          ended_at?: string | null
          ended_by?: string | null
          patient_id: string
          since?: string
          tenant_id: string
          user_id: string
        }
        Update: {
          added_by?: string | null
          ended_at?: string | null
          ended_by?: string | null
          patient_id?: string
          since?: string
          tenant_id?: string
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'care_team_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      catalog_items: {
        Row: {
          body: string | null
          created_at: string
          id: string
          is_published: boolean
          product_id: string
          published_at: string | null
          slug: string
          summary: string | null
          tenant_id: string
          therapist_id: string | null
          updated_at: string
          weight_grams: number | null
        }
        ComputedFields: never
        Insert: {
          body?: string | null
          created_at?: string
          id?: string
          is_published?: boolean
          product_id: string
          published_at?: string | null
          slug: string
          summary?: string | null
          tenant_id: string
          therapist_id?: string | null
          updated_at?: string
          weight_grams?: number | null
        }
        Update: {
          body?: string | null
          created_at?: string
          id?: string
          is_published?: boolean
          product_id?: string
          published_at?: string | null
          slug?: string
          summary?: string | null
          tenant_id?: string
          therapist_id?: string | null
          updated_at?: string
          weight_grams?: number | null
        }
        Relationships: [
          {
            foreignKeyName: 'catalog_items_tenant_id_product_id_fkey'
            columns: ['tenant_id', 'product_id']
            isOneToOne: false
            referencedRelation: 'products'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'catalog_items_tenant_id_therapist_id_fkey'
            columns: ['tenant_id', 'therapist_id']
            isOneToOne: false
            referencedRelation: 'therapists'
            referencedColumns: ['tenant_id', 'user_id']
          },
        ]
      }
      channel_kinds: {
        Row: {
          asks_for_profiles: boolean
          delete_minutes: number | null
          echoes_sends: boolean
          edit_minutes: number | null
          family: string
          has_pictures: boolean
          history_days: number | null
          human_window_hours: number | null
          is_official: boolean
          kind: string
          label: string
          max_buttons: number
          max_files: number
          max_rows: number
          max_template_length: number | null
          max_text_length: number
          needs_pairing: boolean
          number_per_minute: number | null
          only_answers: boolean
          person_per_minute: number | null
          position: number
          takes_contacts: boolean
          takes_forwards: boolean
          takes_location: boolean
          takes_reactions: boolean
          takes_replies: boolean
          takes_typing: boolean
          window_hours: number | null
        }
        ComputedFields: never
        Insert: {
          asks_for_profiles?: boolean
          delete_minutes?: number | null
          echoes_sends: boolean
          edit_minutes?: number | null
          family: string
          has_pictures?: boolean
          history_days?: number | null
          human_window_hours?: number | null
          is_official: boolean
          kind: string
          label: string
          max_buttons?: number
          max_files?: number
          max_rows?: number
          max_template_length?: number | null
          max_text_length: number
          needs_pairing: boolean
          number_per_minute?: number | null
          only_answers?: boolean
          person_per_minute?: number | null
          position: number
          takes_contacts?: boolean
          takes_forwards?: boolean
          takes_location?: boolean
          takes_reactions?: boolean
          takes_replies?: boolean
          takes_typing?: boolean
          window_hours?: number | null
        }
        Update: {
          asks_for_profiles?: boolean
          delete_minutes?: number | null
          echoes_sends?: boolean
          edit_minutes?: number | null
          family?: string
          has_pictures?: boolean
          history_days?: number | null
          human_window_hours?: number | null
          is_official?: boolean
          kind?: string
          label?: string
          max_buttons?: number
          max_files?: number
          max_rows?: number
          max_template_length?: number | null
          max_text_length?: number
          needs_pairing?: boolean
          number_per_minute?: number | null
          only_answers?: boolean
          person_per_minute?: number | null
          position?: number
          takes_contacts?: boolean
          takes_forwards?: boolean
          takes_location?: boolean
          takes_reactions?: boolean
          takes_replies?: boolean
          takes_typing?: boolean
          window_hours?: number | null
        }
        Relationships: []
      }
      channel_media: {
        Row: {
          kind: string
          max_bytes: number
          media: string
          mime_types: string[]
          takes_caption: boolean
        }
        ComputedFields: never
        Insert: {
          kind: string
          max_bytes: number
          media: string
          mime_types: string[]
          takes_caption: boolean
        }
        Update: {
          kind?: string
          max_bytes?: number
          media?: string
          mime_types?: string[]
          takes_caption?: boolean
        }
        Relationships: [
          {
            foreignKeyName: 'channel_media_kind_fkey'
            columns: ['kind']
            isOneToOne: false
            referencedRelation: 'channel_kinds'
            referencedColumns: ['kind']
          },
        ]
      }
      channel_prices: {
        Row: {
          category: string
          credits: number
          kind: string
          valid_from: string
        }
        ComputedFields: never
        Insert: {
          category: string
          credits: number
          kind: string
          valid_from: string
        }
        Update: {
          category?: string
          credits?: number
          kind?: string
          valid_from?: string
        }
        Relationships: [
          {
            foreignKeyName: 'channel_prices_kind_fkey'
            columns: ['kind']
            isOneToOne: false
            referencedRelation: 'channel_kinds'
            referencedColumns: ['kind']
          },
        ]
      }
      clinic_holidays: {
        Row: {
          created_at: string
          day: string
          id: string
          name: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          day: string
          id?: string
          name: string
          tenant_id: string
        }
        Update: {
          created_at?: string
          day?: string
          id?: string
          name?: string
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'clinic_holidays_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      companies: {
        Row: {
          archived_at: string | null
          city: string | null
          cnpj: string | null
          created_at: string
          created_by: string | null
          custom: NonNullable<Json>
          id: string
          name: string
          note: string | null
          owner_id: string | null
          segment: string | null
          sort_key: string
          state: string | null
          tenant_id: string
          updated_at: string
          version: number
          website: string | null
        }
        ComputedFields: never
        Insert: {
          archived_at?: string | null
          city?: string | null
          cnpj?: string | null
          created_at?: string
          created_by?: string | null
          custom?: NonNullable<Json>
          id?: string
          name: string
          note?: string | null
          owner_id?: string | null
          segment?: string | null
          sort_key?: never
          state?: string | null
          tenant_id: string
          updated_at?: string
          version?: number
          website?: string | null
        }
        Update: {
          archived_at?: string | null
          city?: string | null
          cnpj?: string | null
          created_at?: string
          created_by?: string | null
          custom?: NonNullable<Json>
          id?: string
          name?: string
          note?: string | null
          owner_id?: string | null
          segment?: string | null
          sort_key?: never
          state?: string | null
          tenant_id?: string
          updated_at?: string
          version?: number
          website?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'companies_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'companies_tenant_id_owner_id_fkey'
            columns: ['tenant_id', 'owner_id']
            isOneToOne: false
            referencedRelation: 'tenant_members'
            referencedColumns: ['tenant_id', 'user_id']
          },
        ]
      }
      consents: {
        Row: {
          channel: string
          given_at: string
          id: string
          ip_hash: string | null
          patient_id: string | null
          purpose: string
          revoked_at: string | null
          revoked_by: string | null
          signer_kinship: string
          signer_name: string
          submission_id: string | null
          tenant_id: string
          text_fingerprint: string
          text_version: number
          user_agent: string | null
        }
        ComputedFields: never
        Insert: {
          channel: string
          given_at?: string
          id?: string
          ip_hash?: string | null
          patient_id?: string | null
          purpose: string
          revoked_at?: string | null
          revoked_by?: string | null
          signer_kinship: string
          signer_name: string
          submission_id?: string | null
          tenant_id: string
          text_fingerprint: string
          text_version: number
          user_agent?: string | null
        }
        Update: {
          channel?: string
          given_at?: string
          id?: string
          ip_hash?: string | null
          patient_id?: string | null
          purpose?: string
          revoked_at?: string | null
          revoked_by?: string | null
          signer_kinship?: string
          signer_name?: string
          submission_id?: string | null
          tenant_id?: string
          text_fingerprint?: string
          text_version?: number
          user_agent?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'consents_purpose_fkey'
            columns: ['purpose']
            isOneToOne: false
            referencedRelation: 'intake_purposes'
            referencedColumns: ['key']
          },
          {
            foreignKeyName: 'consents_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'consents_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'consents_tenant_id_purpose_text_version_fkey'
            columns: ['tenant_id', 'purpose', 'text_version']
            isOneToOne: false
            referencedRelation: 'intake_texts'
            referencedColumns: ['tenant_id', 'purpose', 'version']
          },
          {
            foreignKeyName: 'consents_tenant_id_submission_id_fkey'
            columns: ['tenant_id', 'submission_id']
            isOneToOne: false
            referencedRelation: 'intake_submissions'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      contact_email_types: {
        Row: {
          key: string
          position: number
        }
        ComputedFields: never
        Insert: {
          key: string
          position: number
        }
        Update: {
          key?: string
          position?: number
        }
        Relationships: []
      }
      contact_emails: {
        Row: {
          company_id: string | null
          contact_id: string | null
          created_at: string
          email: string
          entity_id: string
          entity_type: string
          id: string
          is_primary: boolean
          medico_id: string | null
          note: string | null
          patient_id: string | null
          position: number
          tenant_id: string
          type: string
        }
        ComputedFields: never
        Insert: {
          company_id?: never
          contact_id?: never
          created_at?: string
          email: string
          entity_id: string
          entity_type: string
          id?: string
          is_primary?: boolean
          medico_id?: never
          note?: string | null
          patient_id?: never
          position?: number
          tenant_id: string
          type?: string
        }
        Update: {
          company_id?: never
          contact_id?: never
          created_at?: string
          email?: string
          entity_id?: string
          entity_type?: string
          id?: string
          is_primary?: boolean
          medico_id?: never
          note?: string | null
          patient_id?: never
          position?: number
          tenant_id?: string
          type?: string
        }
        Relationships: [
          {
            foreignKeyName: 'contact_emails_tenant_id_company_id_fkey'
            columns: ['tenant_id', 'company_id']
            isOneToOne: false
            referencedRelation: 'companies'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'contact_emails_tenant_id_contact_id_fkey'
            columns: ['tenant_id', 'contact_id']
            isOneToOne: false
            referencedRelation: 'contacts'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'contact_emails_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'contact_emails_tenant_id_medico_id_fkey'
            columns: ['tenant_id', 'medico_id']
            isOneToOne: false
            referencedRelation: 'medicos'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'contact_emails_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'contact_emails_type_fkey'
            columns: ['type']
            isOneToOne: false
            referencedRelation: 'contact_email_types'
            referencedColumns: ['key']
          },
        ]
      }
      contact_phones: {
        Row: {
          company_id: string | null
          contact_id: string | null
          created_at: string
          entity_id: string
          entity_type: string
          id: string
          is_primary: boolean
          medico_id: string | null
          note: string | null
          patient_id: string | null
          phone: string
          position: number
          tenant_id: string
          type: string
        }
        ComputedFields: never
        Insert: {
          company_id?: never
          contact_id?: never
          created_at?: string
          entity_id: string
          entity_type: string
          id?: string
          is_primary?: boolean
          medico_id?: never
          note?: string | null
          patient_id?: never
          phone: string
          position?: number
          tenant_id: string
          type?: string
        }
        Update: {
          company_id?: never
          contact_id?: never
          created_at?: string
          entity_id?: string
          entity_type?: string
          id?: string
          is_primary?: boolean
          medico_id?: never
          note?: string | null
          patient_id?: never
          phone?: string
          position?: number
          tenant_id?: string
          type?: string
        }
        Relationships: [
          {
            foreignKeyName: 'contact_phones_tenant_id_company_id_fkey'
            columns: ['tenant_id', 'company_id']
            isOneToOne: false
            referencedRelation: 'companies'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'contact_phones_tenant_id_contact_id_fkey'
            columns: ['tenant_id', 'contact_id']
            isOneToOne: false
            referencedRelation: 'contacts'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'contact_phones_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'contact_phones_tenant_id_medico_id_fkey'
            columns: ['tenant_id', 'medico_id']
            isOneToOne: false
            referencedRelation: 'medicos'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'contact_phones_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'contact_phones_type_fkey'
            columns: ['type']
            isOneToOne: false
            referencedRelation: 'contact_types'
            referencedColumns: ['key']
          },
        ]
      }
      contact_tags: {
        Row: {
          contact_id: string
          created_at: string
          tag_id: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          contact_id: string
          created_at?: string
          tag_id: string
          tenant_id: string
        }
        Update: {
          contact_id?: string
          created_at?: string
          tag_id?: string
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'contact_tags_tenant_id_contact_id_fkey'
            columns: ['tenant_id', 'contact_id']
            isOneToOne: false
            referencedRelation: 'contacts'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'contact_tags_tenant_id_tag_id_fkey'
            columns: ['tenant_id', 'tag_id']
            isOneToOne: false
            referencedRelation: 'conversation_tags'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      contact_types: {
        Row: {
          key: string
          position: number
        }
        ComputedFields: never
        Insert: {
          key: string
          position: number
        }
        Update: {
          key?: string
          position?: number
        }
        Relationships: []
      }
      contacts: {
        Row: {
          archived_at: string | null
          company_id: string | null
          created_at: string
          created_by: string | null
          custom: NonNullable<Json>
          full_name: string
          id: string
          job: string | null
          note: string | null
          origin: string
          origin_detail: string | null
          owner_id: string | null
          patient_id: string | null
          sort_key: string
          stage: string
          tenant_id: string
          updated_at: string
          version: number
        }
        ComputedFields: never
        Insert: {
          archived_at?: string | null
          company_id?: string | null
          created_at?: string
          created_by?: string | null
          custom?: NonNullable<Json>
          full_name: string
          id?: string
          job?: string | null
          note?: string | null
          origin?: string
          origin_detail?: string | null
          owner_id?: string | null
          patient_id?: string | null
          sort_key?: never
          stage?: string
          tenant_id: string
          updated_at?: string
          version?: number
        }
        Update: {
          archived_at?: string | null
          company_id?: string | null
          created_at?: string
          created_by?: string | null
          custom?: NonNullable<Json>
          full_name?: string
          id?: string
          job?: string | null
          note?: string | null
          origin?: string
          origin_detail?: string | null
          owner_id?: string | null
          patient_id?: string | null
          sort_key?: never
          stage?: string
          tenant_id?: string
          updated_at?: string
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: 'contacts_origin_fkey'
            columns: ['origin']
            isOneToOne: false
            referencedRelation: 'lead_origins'
            referencedColumns: ['key']
          },
          {
            foreignKeyName: 'contacts_tenant_id_company_id_fkey'
            columns: ['tenant_id', 'company_id']
            isOneToOne: false
            referencedRelation: 'companies'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'contacts_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'contacts_tenant_id_owner_id_fkey'
            columns: ['tenant_id', 'owner_id']
            isOneToOne: false
            referencedRelation: 'tenant_members'
            referencedColumns: ['tenant_id', 'user_id']
          },
          {
            foreignKeyName: 'contacts_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      conversation_addresses: {
        Row: {
          address: string
          channel: string
          created_at: string
          tenant_id: string
          thread_id: string
        }
        ComputedFields: never
        Insert: {
          address: string
          channel: string
          created_at?: string
          tenant_id: string
          thread_id: string
        }
        Update: {
          address?: string
          channel?: string
          created_at?: string
          tenant_id?: string
          thread_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'conversation_addresses_tenant_id_thread_id_fkey'
            columns: ['tenant_id', 'thread_id']
            isOneToOne: false
            referencedRelation: 'conversation_threads'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      conversation_autoreply_log: {
        Row: {
          decided_at: string
          message_id: string
          outcome: string
          reason: string | null
          reply_id: string | null
          tenant_id: string
          thread_id: string
        }
        ComputedFields: never
        Insert: {
          decided_at?: string
          message_id: string
          outcome: string
          reason?: string | null
          reply_id?: string | null
          tenant_id: string
          thread_id: string
        }
        Update: {
          decided_at?: string
          message_id?: string
          outcome?: string
          reason?: string | null
          reply_id?: string | null
          tenant_id?: string
          thread_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'conversation_autoreply_log_tenant_id_message_id_fkey'
            columns: ['tenant_id', 'message_id']
            isOneToOne: true
            referencedRelation: 'conversation_messages'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'conversation_autoreply_log_tenant_id_thread_id_fkey'
            columns: ['tenant_id', 'thread_id']
            isOneToOne: false
            referencedRelation: 'conversation_threads'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      conversation_autoreply_settings: {
        Row: {
          business_hours: NonNullable<Json>
          closed_text: string
          closes_on_holidays: boolean
          cooldown_minutes: number
          custom_hours: NonNullable<Json>
          holiday_text: string
          is_on: boolean
          mode: string
          template: Json | null
          tenant_id: string
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          business_hours: NonNullable<Json>
          closed_text: string
          closes_on_holidays: boolean
          cooldown_minutes: number
          custom_hours: NonNullable<Json>
          holiday_text: string
          is_on: boolean
          mode: string
          template?: Json | null
          tenant_id: string
          updated_at?: string
        }
        Update: {
          business_hours?: NonNullable<Json>
          closed_text?: string
          closes_on_holidays?: boolean
          cooldown_minutes?: number
          custom_hours?: NonNullable<Json>
          holiday_text?: string
          is_on?: boolean
          mode?: string
          template?: Json | null
          tenant_id?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'conversation_autoreply_settings_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: true
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      conversation_columns: {
        Row: {
          key: string
          name: string | null
          position: number
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          key: string
          name?: string | null
          position: number
          tenant_id: string
        }
        Update: {
          key?: string
          name?: string | null
          position?: number
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'conversation_columns_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      conversation_drafts: {
        Row: {
          body: string
          is_note: boolean
          reply_to_id: string | null
          tenant_id: string
          thread_id: string
          updated_at: string
          user_id: string
        }
        ComputedFields: never
        Insert: {
          body: string
          is_note?: boolean
          reply_to_id?: string | null
          tenant_id: string
          thread_id: string
          updated_at?: string
          user_id: string
        }
        Update: {
          body?: string
          is_note?: boolean
          reply_to_id?: string | null
          tenant_id?: string
          thread_id?: string
          updated_at?: string
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'conversation_drafts_tenant_id_thread_id_fkey'
            columns: ['tenant_id', 'thread_id']
            isOneToOne: false
            referencedRelation: 'conversation_threads'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'conversation_drafts_tenant_id_user_id_fkey'
            columns: ['tenant_id', 'user_id']
            isOneToOne: false
            referencedRelation: 'tenant_members'
            referencedColumns: ['tenant_id', 'user_id']
          },
        ]
      }
      conversation_messages: {
        Row: {
          author_name: string | null
          body: string | null
          channel_id: string
          client_id: string | null
          content: NonNullable<Json>
          created_at: string
          deleted_at: string | null
          delivered_at: string | null
          direction: string
          edited_at: string | null
          error_code: string | null
          error_detail: string | null
          id: string
          kind: string
          media: Json | null
          media_file_id: string | null
          next_attempt_at: string | null
          occurred_at: string
          opt_effect: string | null
          origin: string
          provider: string
          provider_message_id: string | null
          reacted_at: NonNullable<Json>
          reactions: NonNullable<Json>
          read_at: string | null
          reply_to_id: string | null
          reply_to_provider_id: string | null
          sent_by: string | null
          status: string
          tenant_id: string
          thread_id: string
        }
        ComputedFields: never
        Insert: {
          author_name?: string | null
          body?: string | null
          channel_id: string
          client_id?: string | null
          content?: NonNullable<Json>
          created_at?: string
          deleted_at?: string | null
          delivered_at?: string | null
          direction: string
          edited_at?: string | null
          error_code?: string | null
          error_detail?: string | null
          id?: string
          kind: string
          media?: Json | null
          media_file_id?: string | null
          next_attempt_at?: string | null
          occurred_at: string
          opt_effect?: string | null
          origin: string
          provider: string
          provider_message_id?: string | null
          reacted_at?: NonNullable<Json>
          reactions?: NonNullable<Json>
          read_at?: string | null
          reply_to_id?: string | null
          reply_to_provider_id?: string | null
          sent_by?: string | null
          status: string
          tenant_id: string
          thread_id: string
        }
        Update: {
          author_name?: string | null
          body?: string | null
          channel_id?: string
          client_id?: string | null
          content?: NonNullable<Json>
          created_at?: string
          deleted_at?: string | null
          delivered_at?: string | null
          direction?: string
          edited_at?: string | null
          error_code?: string | null
          error_detail?: string | null
          id?: string
          kind?: string
          media?: Json | null
          media_file_id?: string | null
          next_attempt_at?: string | null
          occurred_at?: string
          opt_effect?: string | null
          origin?: string
          provider?: string
          provider_message_id?: string | null
          reacted_at?: NonNullable<Json>
          reactions?: NonNullable<Json>
          read_at?: string | null
          reply_to_id?: string | null
          reply_to_provider_id?: string | null
          sent_by?: string | null
          status?: string
          tenant_id?: string
          thread_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'conversation_messages_tenant_id_channel_id_fkey'
            columns: ['tenant_id', 'channel_id']
            isOneToOne: false
            referencedRelation: 'notification_channels'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'conversation_messages_tenant_id_thread_id_fkey'
            columns: ['tenant_id', 'thread_id']
            isOneToOne: false
            referencedRelation: 'conversation_threads'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      conversation_note_mentions: {
        Row: {
          created_at: string
          note_id: string
          tenant_id: string
          user_id: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          note_id: string
          tenant_id: string
          user_id: string
        }
        Update: {
          created_at?: string
          note_id?: string
          tenant_id?: string
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'conversation_note_mentions_tenant_id_note_id_fkey'
            columns: ['tenant_id', 'note_id']
            isOneToOne: false
            referencedRelation: 'conversation_notes'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'conversation_note_mentions_tenant_id_user_id_fkey'
            columns: ['tenant_id', 'user_id']
            isOneToOne: false
            referencedRelation: 'tenant_members'
            referencedColumns: ['tenant_id', 'user_id']
          },
        ]
      }
      conversation_notes: {
        Row: {
          author_id: string | null
          body: string
          deleted_at: string | null
          edited_at: string | null
          id: string
          mentions: string[]
          occurred_at: string
          tenant_id: string
          thread_id: string
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          author_id?: string | null
          body: string
          deleted_at?: string | null
          edited_at?: string | null
          id: string
          mentions?: string[]
          occurred_at?: string
          tenant_id: string
          thread_id: string
          updated_at?: string
        }
        Update: {
          author_id?: string | null
          body?: string
          deleted_at?: string | null
          edited_at?: string | null
          id?: string
          mentions?: string[]
          occurred_at?: string
          tenant_id?: string
          thread_id?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'conversation_notes_author_id_fkey'
            columns: ['author_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'conversation_notes_tenant_id_thread_id_fkey'
            columns: ['tenant_id', 'thread_id']
            isOneToOne: false
            referencedRelation: 'conversation_threads'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      conversation_optout_keywords: {
        Row: {
          created_at: string
          created_by: string | null
          id: string
          tenant_id: string
          word: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          created_by?: string | null
          id: string
          tenant_id: string
          word: string
        }
        Update: {
          created_at?: string
          created_by?: string | null
          id?: string
          tenant_id?: string
          word?: string
        }
        Relationships: [
          {
            foreignKeyName: 'conversation_optout_keywords_created_by_fkey'
            columns: ['created_by']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'conversation_optout_keywords_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      conversation_optout_settings: {
        Row: {
          acknowledges: boolean
          opt_in_text: string | null
          opt_out_text: string | null
          tenant_id: string
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          acknowledges?: boolean
          opt_in_text?: string | null
          opt_out_text?: string | null
          tenant_id: string
          updated_at?: string
        }
        Update: {
          acknowledges?: boolean
          opt_in_text?: string | null
          opt_out_text?: string | null
          tenant_id?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'conversation_optout_settings_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: true
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      conversation_optouts: {
        Row: {
          created_at: string
          created_by: string | null
          keyword: string | null
          purpose: string
          reason: string | null
          tenant_id: string
          thread_id: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          created_by?: string | null
          keyword?: string | null
          purpose?: string
          reason?: string | null
          tenant_id: string
          thread_id: string
        }
        Update: {
          created_at?: string
          created_by?: string | null
          keyword?: string | null
          purpose?: string
          reason?: string | null
          tenant_id?: string
          thread_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'conversation_optouts_created_by_fkey'
            columns: ['created_by']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'conversation_optouts_tenant_id_thread_id_fkey'
            columns: ['tenant_id', 'thread_id']
            isOneToOne: false
            referencedRelation: 'conversation_threads'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      conversation_pins: {
        Row: {
          created_at: string
          tenant_id: string
          thread_id: string
          user_id: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          tenant_id: string
          thread_id: string
          user_id: string
        }
        Update: {
          created_at?: string
          tenant_id?: string
          thread_id?: string
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'conversation_pins_tenant_id_thread_id_fkey'
            columns: ['tenant_id', 'thread_id']
            isOneToOne: false
            referencedRelation: 'conversation_threads'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'conversation_pins_tenant_id_user_id_fkey'
            columns: ['tenant_id', 'user_id']
            isOneToOne: false
            referencedRelation: 'tenant_members'
            referencedColumns: ['tenant_id', 'user_id']
          },
        ]
      }
      conversation_session_reminders_logs: {
        Row: {
          answer: string | null
          answered_at: string | null
          cost: number | null
          created_at: string
          due_at: string
          id: string
          is_measured: boolean
          message_id: string | null
          patient_id: string
          reason: string | null
          retry_at: string
          sent_at: string | null
          session_id: string
          starts_at: string
          state: string
          tenant_id: string
          thread_id: string | null
          useless_at: string
          window_minutes: number
        }
        ComputedFields: never
        Insert: {
          answer?: string | null
          answered_at?: string | null
          cost?: number | null
          created_at?: string
          due_at: string
          id?: string
          is_measured?: boolean
          message_id?: string | null
          patient_id: string
          reason?: string | null
          retry_at: string
          sent_at?: string | null
          session_id: string
          starts_at: string
          state?: string
          tenant_id: string
          thread_id?: string | null
          useless_at: string
          window_minutes: number
        }
        Update: {
          answer?: string | null
          answered_at?: string | null
          cost?: number | null
          created_at?: string
          due_at?: string
          id?: string
          is_measured?: boolean
          message_id?: string | null
          patient_id?: string
          reason?: string | null
          retry_at?: string
          sent_at?: string | null
          session_id?: string
          starts_at?: string
          state?: string
          tenant_id?: string
          thread_id?: string | null
          useless_at?: string
          window_minutes?: number
        }
        Relationships: [
          {
            foreignKeyName: 'conversation_session_reminders_logs_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'conversation_session_reminders_logs_tenant_id_session_id_fkey'
            columns: ['tenant_id', 'session_id']
            isOneToOne: false
            referencedRelation: 'sessions'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      conversation_session_reminders_settings: {
        Row: {
          holdout_percent: number
          is_on: boolean
          quiet_from: string
          quiet_to: string
          skip_when_confirmed: boolean
          tenant_id: string
          updated_at: string
          windows: NonNullable<Json>
        }
        ComputedFields: never
        Insert: {
          holdout_percent?: number
          is_on?: boolean
          quiet_from?: string
          quiet_to?: string
          skip_when_confirmed?: boolean
          tenant_id: string
          updated_at?: string
          windows: NonNullable<Json>
        }
        Update: {
          holdout_percent?: number
          is_on?: boolean
          quiet_from?: string
          quiet_to?: string
          skip_when_confirmed?: boolean
          tenant_id?: string
          updated_at?: string
          windows?: NonNullable<Json>
        }
        Relationships: [
          {
            foreignKeyName: 'conversation_session_reminders_settings_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: true
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      conversation_tags: {
        Row: {
          archived_at: string | null
          color: string
          created_at: string
          id: string
          name: string
          name_key: string
          position: number
          system_key: string | null
          tenant_id: string
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          archived_at?: string | null
          color?: string
          created_at?: string
          id?: string
          name: string
          name_key: string
          position?: number
          system_key?: string | null
          tenant_id: string
          updated_at?: string
        }
        Update: {
          archived_at?: string | null
          color?: string
          created_at?: string
          id?: string
          name?: string
          name_key?: string
          position?: number
          system_key?: string | null
          tenant_id?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'conversation_tags_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      conversation_thread_tags: {
        Row: {
          created_at: string
          tag_id: string
          tagged_by: string | null
          tenant_id: string
          thread_id: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          tag_id: string
          tagged_by?: string | null
          tenant_id: string
          thread_id: string
        }
        Update: {
          created_at?: string
          tag_id?: string
          tagged_by?: string | null
          tenant_id?: string
          thread_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'conversation_thread_tags_tagged_by_fkey'
            columns: ['tagged_by']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'conversation_thread_tags_tenant_id_tag_id_fkey'
            columns: ['tenant_id', 'tag_id']
            isOneToOne: false
            referencedRelation: 'conversation_tags'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'conversation_thread_tags_tenant_id_thread_id_fkey'
            columns: ['tenant_id', 'thread_id']
            isOneToOne: false
            referencedRelation: 'conversation_threads'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      conversation_threads: {
        Row: {
          assigned_at: string | null
          assigned_to: string | null
          blocked_at: string | null
          board_column: string
          channel: string
          contact_name: string | null
          created_at: string
          id: string
          is_group: boolean
          last_inbound_at: string | null
          last_message_at: string
          last_message_direction: string | null
          last_message_id: string | null
          last_message_kind: string | null
          last_message_preview: string | null
          last_message_status: string | null
          last_reaction: Json | null
          name_source: string | null
          next_scheduled_at: string | null
          opted_out: boolean
          phone: string | null
          picture_path: string | null
          reply_address: string | null
          snoozed_at: string | null
          snoozed_until: string | null
          status: string
          status_reason: string | null
          tag_ids: string[]
          tenant_id: string
          thread_key: string
          unread_count: number
          updated_at: string
          waiting_since: string | null
        }
        ComputedFields: never
        Insert: {
          assigned_at?: string | null
          assigned_to?: string | null
          blocked_at?: string | null
          board_column?: string
          channel?: string
          contact_name?: string | null
          created_at?: string
          id?: string
          is_group?: boolean
          last_inbound_at?: string | null
          last_message_at?: string
          last_message_direction?: string | null
          last_message_id?: string | null
          last_message_kind?: string | null
          last_message_preview?: string | null
          last_message_status?: string | null
          last_reaction?: Json | null
          name_source?: string | null
          next_scheduled_at?: string | null
          opted_out?: boolean
          phone?: string | null
          picture_path?: string | null
          reply_address?: string | null
          snoozed_at?: string | null
          snoozed_until?: string | null
          status?: string
          status_reason?: string | null
          tag_ids?: string[]
          tenant_id: string
          thread_key: string
          unread_count?: number
          updated_at?: string
          waiting_since?: string | null
        }
        Update: {
          assigned_at?: string | null
          assigned_to?: string | null
          blocked_at?: string | null
          board_column?: string
          channel?: string
          contact_name?: string | null
          created_at?: string
          id?: string
          is_group?: boolean
          last_inbound_at?: string | null
          last_message_at?: string
          last_message_direction?: string | null
          last_message_id?: string | null
          last_message_kind?: string | null
          last_message_preview?: string | null
          last_message_status?: string | null
          last_reaction?: Json | null
          name_source?: string | null
          next_scheduled_at?: string | null
          opted_out?: boolean
          phone?: string | null
          picture_path?: string | null
          reply_address?: string | null
          snoozed_at?: string | null
          snoozed_until?: string | null
          status?: string
          status_reason?: string | null
          tag_ids?: string[]
          tenant_id?: string
          thread_key?: string
          unread_count?: number
          updated_at?: string
          waiting_since?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'conversation_threads_tenant_id_assigned_to_fkey'
            columns: ['tenant_id', 'assigned_to']
            isOneToOne: false
            referencedRelation: 'tenant_members'
            referencedColumns: ['tenant_id', 'user_id']
          },
          {
            foreignKeyName: 'conversation_threads_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      coupon_uses: {
        Row: {
          coupon_id: string
          given_back_at: string | null
          order_id: string
          payer_id: string
          tenant_id: string
          used_at: string
        }
        ComputedFields: never
        Insert: {
          coupon_id: string
          given_back_at?: string | null
          order_id: string
          payer_id: string
          tenant_id: string
          used_at?: string
        }
        Update: {
          coupon_id?: string
          given_back_at?: string | null
          order_id?: string
          payer_id?: string
          tenant_id?: string
          used_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'coupon_uses_tenant_id_coupon_id_fkey'
            columns: ['tenant_id', 'coupon_id']
            isOneToOne: false
            referencedRelation: 'coupons'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'coupon_uses_tenant_id_order_id_fkey'
            columns: ['tenant_id', 'order_id']
            isOneToOne: false
            referencedRelation: 'orders'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'coupon_uses_tenant_id_payer_id_fkey'
            columns: ['tenant_id', 'payer_id']
            isOneToOne: false
            referencedRelation: 'payers'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      coupons: {
        Row: {
          archived_at: string | null
          code: string
          created_at: string
          created_by: string | null
          ends_on: string | null
          id: string
          kind: string
          max_uses: number | null
          max_uses_per_person: number | null
          minimum_cents: number
          starts_on: string | null
          tenant_id: string
          updated_at: string
          uses: number
          value: number
        }
        ComputedFields: never
        Insert: {
          archived_at?: string | null
          code: string
          created_at?: string
          created_by?: string | null
          ends_on?: string | null
          id?: string
          kind: string
          max_uses?: number | null
          max_uses_per_person?: number | null
          minimum_cents?: number
          starts_on?: string | null
          tenant_id: string
          updated_at?: string
          uses?: number
          value: number
        }
        Update: {
          archived_at?: string | null
          code?: string
          created_at?: string
          created_by?: string | null
          ends_on?: string | null
          id?: string
          kind?: string
          max_uses?: number | null
          max_uses_per_person?: number | null
          minimum_cents?: number
          starts_on?: string | null
          tenant_id?: string
          updated_at?: string
          uses?: number
          value?: number
        }
        Relationships: [
          {
            foreignKeyName: 'coupons_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      crm_lead_sync: {
        Row: {
          agreed: NonNullable<Json>
          contact_code: string | null
          direction: string | null
          error: string | null
          lead_id: string
          place: string
          status: string
          synced_at: string | null
          tenant_id: string
          wanted_at: string
        }
        ComputedFields: never
        Insert: {
          agreed?: NonNullable<Json>
          contact_code?: string | null
          direction?: string | null
          error?: string | null
          lead_id: string
          place: string
          status?: string
          synced_at?: string | null
          tenant_id: string
          wanted_at?: string
        }
        Update: {
          agreed?: NonNullable<Json>
          contact_code?: string | null
          direction?: string | null
          error?: string | null
          lead_id?: string
          place?: string
          status?: string
          synced_at?: string | null
          tenant_id?: string
          wanted_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'crm_lead_sync_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'crm_lead_sync_tenant_id_lead_id_fkey'
            columns: ['tenant_id', 'lead_id']
            isOneToOne: true
            referencedRelation: 'crm_leads'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      crm_leads: {
        Row: {
          company: string | null
          contact_id: string | null
          converted_at: string | null
          created_at: string
          created_by: string | null
          custom: NonNullable<Json>
          deal_id: string | null
          email: string | null
          form_id: string | null
          full_name: string
          id: string
          message: string | null
          more_emails: string[]
          more_phones: string[]
          note: string | null
          origin: string
          origin_detail: string | null
          owner_id: string | null
          phone: string | null
          score: number
          sort_key: string
          status: string
          tenant_id: string
          thread_id: string | null
          updated_at: string
          utm: NonNullable<Json>
          version: number
        }
        ComputedFields: never
        Insert: {
          company?: string | null
          contact_id?: string | null
          converted_at?: string | null
          created_at?: string
          created_by?: string | null
          custom?: NonNullable<Json>
          deal_id?: string | null
          email?: string | null
          form_id?: string | null
          full_name: string
          id?: string
          message?: string | null
          more_emails?: string[]
          more_phones?: string[]
          note?: string | null
          origin?: string
          origin_detail?: string | null
          owner_id?: string | null
          phone?: string | null
          score?: number
          sort_key?: never
          status?: string
          tenant_id: string
          thread_id?: string | null
          updated_at?: string
          utm?: NonNullable<Json>
          version?: number
        }
        Update: {
          company?: string | null
          contact_id?: string | null
          converted_at?: string | null
          created_at?: string
          created_by?: string | null
          custom?: NonNullable<Json>
          deal_id?: string | null
          email?: string | null
          form_id?: string | null
          full_name?: string
          id?: string
          message?: string | null
          more_emails?: string[]
          more_phones?: string[]
          note?: string | null
          origin?: string
          origin_detail?: string | null
          owner_id?: string | null
          phone?: string | null
          score?: number
          sort_key?: never
          status?: string
          tenant_id?: string
          thread_id?: string | null
          updated_at?: string
          utm?: NonNullable<Json>
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: 'crm_leads_origin_fkey'
            columns: ['origin']
            isOneToOne: false
            referencedRelation: 'lead_origins'
            referencedColumns: ['key']
          },
          {
            foreignKeyName: 'crm_leads_tenant_id_contact_id_fkey'
            columns: ['tenant_id', 'contact_id']
            isOneToOne: false
            referencedRelation: 'contacts'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'crm_leads_tenant_id_deal_id_fkey'
            columns: ['tenant_id', 'deal_id']
            isOneToOne: false
            referencedRelation: 'deals'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'crm_leads_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'crm_leads_tenant_id_form_id_fkey'
            columns: ['tenant_id', 'form_id']
            isOneToOne: false
            referencedRelation: 'lead_forms'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'crm_leads_tenant_id_owner_id_fkey'
            columns: ['tenant_id', 'owner_id']
            isOneToOne: false
            referencedRelation: 'tenant_members'
            referencedColumns: ['tenant_id', 'user_id']
          },
          {
            foreignKeyName: 'crm_leads_tenant_id_thread_id_fkey'
            columns: ['tenant_id', 'thread_id']
            isOneToOne: false
            referencedRelation: 'conversation_threads'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      crm_sync_logs: {
        Row: {
          at: string
          data: NonNullable<Json>
          direction: string
          id: string
          kind: string
          lead_id: string | null
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          at?: string
          data?: NonNullable<Json>
          direction: string
          id?: string
          kind: string
          lead_id?: string | null
          tenant_id: string
        }
        Update: {
          at?: string
          data?: NonNullable<Json>
          direction?: string
          id?: string
          kind?: string
          lead_id?: string | null
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'crm_sync_logs_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'crm_sync_logs_tenant_id_lead_id_fkey'
            columns: ['tenant_id', 'lead_id']
            isOneToOne: false
            referencedRelation: 'crm_leads'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      custom_fields: {
        Row: {
          archived_at: string | null
          created_at: string
          entity: string
          id: string
          in_list: boolean
          is_required: boolean
          label: string
          options: string[]
          position: number
          tenant_id: string
          type: string
        }
        ComputedFields: never
        Insert: {
          archived_at?: string | null
          created_at?: string
          entity: string
          id?: string
          in_list?: boolean
          is_required?: boolean
          label: string
          options?: string[]
          position?: number
          tenant_id: string
          type: string
        }
        Update: {
          archived_at?: string | null
          created_at?: string
          entity?: string
          id?: string
          in_list?: boolean
          is_required?: boolean
          label?: string
          options?: string[]
          position?: number
          tenant_id?: string
          type?: string
        }
        Relationships: [
          {
            foreignKeyName: 'custom_fields_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      deal_lost_reasons: {
        Row: {
          archived_at: string | null
          id: string
          name: string
          position: number
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          archived_at?: string | null
          id?: string
          name: string
          position?: number
          tenant_id: string
        }
        Update: {
          archived_at?: string | null
          id?: string
          name?: string
          position?: number
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'deal_lost_reasons_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      deals: {
        Row: {
          closed_at: string | null
          company_id: string | null
          contact_id: string | null
          created_at: string
          created_by: string | null
          custom: NonNullable<Json>
          expected_on: string | null
          id: string
          lost_note: string | null
          lost_reason_id: string | null
          note: string | null
          origin: string
          owner_id: string | null
          pipeline_id: string
          sort_key: string
          stage_id: string
          stage_since: string
          status: string
          tenant_id: string
          thread_id: string | null
          title: string
          updated_at: string
          value_cents: number
          version: number
        }
        ComputedFields: never
        Insert: {
          closed_at?: string | null
          company_id?: string | null
          contact_id?: string | null
          created_at?: string
          created_by?: string | null
          custom?: NonNullable<Json>
          expected_on?: string | null
          id?: string
          lost_note?: string | null
          lost_reason_id?: string | null
          note?: string | null
          origin?: string
          owner_id?: string | null
          pipeline_id: string
          sort_key?: never
          stage_id: string
          stage_since?: string
          status?: string
          tenant_id: string
          thread_id?: string | null
          title: string
          updated_at?: string
          value_cents?: number
          version?: number
        }
        Update: {
          closed_at?: string | null
          company_id?: string | null
          contact_id?: string | null
          created_at?: string
          created_by?: string | null
          custom?: NonNullable<Json>
          expected_on?: string | null
          id?: string
          lost_note?: string | null
          lost_reason_id?: string | null
          note?: string | null
          origin?: string
          owner_id?: string | null
          pipeline_id?: string
          sort_key?: never
          stage_id?: string
          stage_since?: string
          status?: string
          tenant_id?: string
          thread_id?: string | null
          title?: string
          updated_at?: string
          value_cents?: number
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: 'deals_origin_fkey'
            columns: ['origin']
            isOneToOne: false
            referencedRelation: 'lead_origins'
            referencedColumns: ['key']
          },
          {
            foreignKeyName: 'deals_tenant_id_company_id_fkey'
            columns: ['tenant_id', 'company_id']
            isOneToOne: false
            referencedRelation: 'companies'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'deals_tenant_id_contact_id_fkey'
            columns: ['tenant_id', 'contact_id']
            isOneToOne: false
            referencedRelation: 'contacts'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'deals_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'deals_tenant_id_lost_reason_id_fkey'
            columns: ['tenant_id', 'lost_reason_id']
            isOneToOne: false
            referencedRelation: 'deal_lost_reasons'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'deals_tenant_id_owner_id_fkey'
            columns: ['tenant_id', 'owner_id']
            isOneToOne: false
            referencedRelation: 'tenant_members'
            referencedColumns: ['tenant_id', 'user_id']
          },
          {
            foreignKeyName: 'deals_tenant_id_pipeline_id_stage_id_fkey'
            columns: ['tenant_id', 'pipeline_id', 'stage_id']
            isOneToOne: false
            referencedRelation: 'pipeline_stages'
            referencedColumns: ['tenant_id', 'pipeline_id', 'id']
          },
          {
            foreignKeyName: 'deals_tenant_id_thread_id_fkey'
            columns: ['tenant_id', 'thread_id']
            isOneToOne: false
            referencedRelation: 'conversation_threads'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      document_kinds: {
        Row: {
          cid_purpose: string | null
          desk_may_issue: boolean
          is_clinical: boolean
          key: string
          position: number
          takes_cid: boolean
        }
        ComputedFields: never
        Insert: {
          cid_purpose?: string | null
          desk_may_issue: boolean
          is_clinical: boolean
          key: string
          position: number
          takes_cid: boolean
        }
        Update: {
          cid_purpose?: string | null
          desk_may_issue?: boolean
          is_clinical?: boolean
          key?: string
          position?: number
          takes_cid?: boolean
        }
        Relationships: []
      }
      document_letterheads: {
        Row: {
          city: string | null
          lines: string | null
          tenant_id: string
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          city?: string | null
          lines?: string | null
          tenant_id: string
          updated_at?: string
        }
        Update: {
          city?: string | null
          lines?: string | null
          tenant_id?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'document_letterheads_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: true
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      document_templates: {
        Row: {
          archived_at: string | null
          body: string
          created_at: string
          id: string
          kind: string
          tenant_id: string
          title: string
          updated_at: string
          updated_by: string | null
          version: number
        }
        ComputedFields: never
        Insert: {
          archived_at?: string | null
          body: string
          created_at?: string
          id: string
          kind: string
          tenant_id: string
          title: string
          updated_at?: string
          updated_by?: string | null
          version?: number
        }
        Update: {
          archived_at?: string | null
          body?: string
          created_at?: string
          id?: string
          kind?: string
          tenant_id?: string
          title?: string
          updated_at?: string
          updated_by?: string | null
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: 'document_templates_kind_fkey'
            columns: ['kind']
            isOneToOne: false
            referencedRelation: 'document_kinds'
            referencedColumns: ['key']
          },
          {
            foreignKeyName: 'document_templates_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      erasures: {
        Row: {
          counts: NonNullable<Json>
          created_at: string
          finished_at: string | null
          id: string
          patient_id: string
          protocol: string
          report: Json | null
          requested_by: string
          scope: Json | null
          sha256: string | null
          state: string
          step: number
          tenant_id: string
          total: number | null
        }
        ComputedFields: never
        Insert: {
          counts?: NonNullable<Json>
          created_at?: string
          finished_at?: string | null
          id?: string
          patient_id: string
          protocol: string
          report?: Json | null
          requested_by: string
          scope?: Json | null
          sha256?: string | null
          state?: string
          step?: number
          tenant_id: string
          total?: number | null
        }
        Update: {
          counts?: NonNullable<Json>
          created_at?: string
          finished_at?: string | null
          id?: string
          patient_id?: string
          protocol?: string
          report?: Json | null
          requested_by?: string
          scope?: Json | null
          sha256?: string | null
          state?: string
          step?: number
          tenant_id?: string
          total?: number | null
        }
        Relationships: [
          {
            foreignKeyName: 'erasures_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'erasures_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      evolution_instances: {
        Row: {
          api_key_hash: string | null
          channel_id: string
          created_at: string
          external_id: string
          id: string
          pairing_code: string | null
          previous_api_key_hash: string | null
          previous_key_valid_until: string | null
          qr_code: string | null
          qr_updated_at: string | null
          secret_hash: string
          server_url: string
          tenant_id: string
          updated_at: string
          webhook_url: string
        }
        ComputedFields: never
        Insert: {
          api_key_hash?: string | null
          channel_id: string
          created_at?: string
          external_id: string
          id?: string
          pairing_code?: string | null
          previous_api_key_hash?: string | null
          previous_key_valid_until?: string | null
          qr_code?: string | null
          qr_updated_at?: string | null
          secret_hash: string
          server_url: string
          tenant_id: string
          updated_at?: string
          webhook_url: string
        }
        Update: {
          api_key_hash?: string | null
          channel_id?: string
          created_at?: string
          external_id?: string
          id?: string
          pairing_code?: string | null
          previous_api_key_hash?: string | null
          previous_key_valid_until?: string | null
          qr_code?: string | null
          qr_updated_at?: string | null
          secret_hash?: string
          server_url?: string
          tenant_id?: string
          updated_at?: string
          webhook_url?: string
        }
        Relationships: [
          {
            foreignKeyName: 'evolution_instances_tenant_id_channel_id_fkey'
            columns: ['tenant_id', 'channel_id']
            isOneToOne: true
            referencedRelation: 'notification_channels'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      exports: {
        Row: {
          attempt: string | null
          bytes: number | null
          created_at: string
          done: number
          expires_at: string | null
          failure: string | null
          finished_at: string | null
          id: string
          kind: string
          path: string | null
          requested_by: string
          sha256: string | null
          state: string
          subject: NonNullable<Json>
          tenant_id: string
          total: number | null
        }
        ComputedFields: never
        Insert: {
          attempt?: string | null
          bytes?: number | null
          created_at?: string
          done?: number
          expires_at?: string | null
          failure?: string | null
          finished_at?: string | null
          id?: string
          kind: string
          path?: string | null
          requested_by: string
          sha256?: string | null
          state?: string
          subject?: NonNullable<Json>
          tenant_id: string
          total?: number | null
        }
        Update: {
          attempt?: string | null
          bytes?: number | null
          created_at?: string
          done?: number
          expires_at?: string | null
          failure?: string | null
          finished_at?: string | null
          id?: string
          kind?: string
          path?: string | null
          requested_by?: string
          sha256?: string | null
          state?: string
          subject?: NonNullable<Json>
          tenant_id?: string
          total?: number | null
        }
        Relationships: [
          {
            foreignKeyName: 'exports_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      fiscal_settings: {
        Row: {
          address: string | null
          city: string | null
          document: string | null
          iss_basis_points: number
          issues_invoices: boolean
          legal_name: string | null
          service_item: string
          tenant_id: string
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          address?: string | null
          city?: string | null
          document?: string | null
          iss_basis_points?: number
          issues_invoices?: boolean
          legal_name?: string | null
          service_item?: string
          tenant_id: string
          updated_at?: string
        }
        Update: {
          address?: string | null
          city?: string | null
          document?: string | null
          iss_basis_points?: number
          issues_invoices?: boolean
          legal_name?: string | null
          service_item?: string
          tenant_id?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'fiscal_settings_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: true
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      health_occupations: {
        Row: {
          code: string
          councils: string[]
          name: string
          position: number
        }
        ComputedFields: never
        Insert: {
          code: string
          councils?: string[]
          name: string
          position: number
        }
        Update: {
          code?: string
          councils?: string[]
          name?: string
          position?: number
        }
        Relationships: []
      }
      import_mappings: {
        Row: {
          columns: NonNullable<Json>
          kind: string
          signature: string
          tenant_id: string
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          columns: NonNullable<Json>
          kind: string
          signature: string
          tenant_id: string
          updated_at?: string
        }
        Update: {
          columns?: NonNullable<Json>
          kind?: string
          signature?: string
          tenant_id?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'import_mappings_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      import_rows: {
        Row: {
          cells: string[]
          import_id: string
          kinds: string[]
          row_number: number
          tenant_id: string
          wrong: number[]
        }
        ComputedFields: never
        Insert: {
          cells: string[]
          import_id: string
          kinds: string[]
          row_number: number
          tenant_id: string
          wrong?: number[]
        }
        Update: {
          cells?: string[]
          import_id?: string
          kinds?: string[]
          row_number?: number
          tenant_id?: string
          wrong?: number[]
        }
        Relationships: [
          {
            foreignKeyName: 'import_rows_tenant_id_import_id_fkey'
            columns: ['tenant_id', 'import_id']
            isOneToOne: false
            referencedRelation: 'imports'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      imports: {
        Row: {
          attempt: string | null
          bytes: number
          created: number
          created_at: string
          done: number
          failure: string | null
          file_name: string
          finished_at: string | null
          id: string
          kept: number
          kind: string
          merged: number
          options: NonNullable<Json>
          policy: string
          rejected: number
          requested_by: string
          started_at: string | null
          state: string
          tenant_id: string
          total: number | null
          unchanged: number
          undo_until: string | null
          undone: number
          undone_at: string | null
          updated: number
        }
        ComputedFields: never
        Insert: {
          attempt?: string | null
          bytes: number
          created?: number
          created_at?: string
          done?: number
          failure?: string | null
          file_name: string
          finished_at?: string | null
          id: string
          kept?: number
          kind: string
          merged?: number
          options?: NonNullable<Json>
          policy?: string
          rejected?: number
          requested_by: string
          started_at?: string | null
          state?: string
          tenant_id: string
          total?: number | null
          unchanged?: number
          undo_until?: string | null
          undone?: number
          undone_at?: string | null
          updated?: number
        }
        Update: {
          attempt?: string | null
          bytes?: number
          created?: number
          created_at?: string
          done?: number
          failure?: string | null
          file_name?: string
          finished_at?: string | null
          id?: string
          kept?: number
          kind?: string
          merged?: number
          options?: NonNullable<Json>
          policy?: string
          rejected?: number
          requested_by?: string
          started_at?: string | null
          state?: string
          tenant_id?: string
          total?: number | null
          unchanged?: number
          undo_until?: string | null
          undone?: number
          undone_at?: string | null
          updated?: number
        }
        Relationships: [
          {
            foreignKeyName: 'imports_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      intake_answers: {
        Row: {
          answers: NonNullable<Json>
          is_clinical: boolean
          section_key: string
          submission_id: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          answers: NonNullable<Json>
          is_clinical: boolean
          section_key: string
          submission_id: string
          tenant_id: string
        }
        Update: {
          answers?: NonNullable<Json>
          is_clinical?: boolean
          section_key?: string
          submission_id?: string
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'intake_answers_tenant_id_submission_id_fkey'
            columns: ['tenant_id', 'submission_id']
            isOneToOne: false
            referencedRelation: 'intake_submissions'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      intake_fields: {
        Row: {
          allowed: string[] | null
          key: string
          kinds: string[]
          position: number
          unit: string
        }
        ComputedFields: never
        Insert: {
          allowed?: string[] | null
          key: string
          kinds: string[]
          position: number
          unit: string
        }
        Update: {
          allowed?: string[] | null
          key?: string
          kinds?: string[]
          position?: number
          unit?: string
        }
        Relationships: []
      }
      intake_form_versions: {
        Row: {
          created_at: string
          created_by: string | null
          definition: NonNullable<Json>
          form_id: string
          tenant_id: string
          version: number
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          created_by?: string | null
          definition: NonNullable<Json>
          form_id: string
          tenant_id: string
          version: number
        }
        Update: {
          created_at?: string
          created_by?: string | null
          definition?: NonNullable<Json>
          form_id?: string
          tenant_id?: string
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: 'intake_form_versions_tenant_id_form_id_fkey'
            columns: ['tenant_id', 'form_id']
            isOneToOne: false
            referencedRelation: 'intake_forms'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      intake_forms: {
        Row: {
          archived_at: string | null
          created_at: string
          id: string
          is_default: boolean
          name: string
          tenant_id: string
          updated_at: string
          version: number
        }
        ComputedFields: never
        Insert: {
          archived_at?: string | null
          created_at?: string
          id?: string
          is_default?: boolean
          name: string
          tenant_id: string
          updated_at?: string
          version?: number
        }
        Update: {
          archived_at?: string | null
          created_at?: string
          id?: string
          is_default?: boolean
          name?: string
          tenant_id?: string
          updated_at?: string
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: 'intake_forms_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      intake_invites: {
        Row: {
          cancelled_at: string | null
          created_at: string
          created_by: string | null
          expires_at: string
          form_id: string
          form_version: number
          id: string
          opened_at: string | null
          patient_id: string | null
          reviewed_at: string | null
          submitted_at: string | null
          tenant_id: string
          texts: NonNullable<Json>
          thread_id: string | null
          token_hash: string
        }
        ComputedFields: never
        Insert: {
          cancelled_at?: string | null
          created_at?: string
          created_by?: string | null
          expires_at: string
          form_id: string
          form_version: number
          id?: string
          opened_at?: string | null
          patient_id?: string | null
          reviewed_at?: string | null
          submitted_at?: string | null
          tenant_id: string
          texts: NonNullable<Json>
          thread_id?: string | null
          token_hash: string
        }
        Update: {
          cancelled_at?: string | null
          created_at?: string
          created_by?: string | null
          expires_at?: string
          form_id?: string
          form_version?: number
          id?: string
          opened_at?: string | null
          patient_id?: string | null
          reviewed_at?: string | null
          submitted_at?: string | null
          tenant_id?: string
          texts?: NonNullable<Json>
          thread_id?: string | null
          token_hash?: string
        }
        Relationships: [
          {
            foreignKeyName: 'intake_invites_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'intake_invites_tenant_id_form_id_form_version_fkey'
            columns: ['tenant_id', 'form_id', 'form_version']
            isOneToOne: false
            referencedRelation: 'intake_form_versions'
            referencedColumns: ['tenant_id', 'form_id', 'version']
          },
          {
            foreignKeyName: 'intake_invites_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'intake_invites_tenant_id_thread_id_fkey'
            columns: ['tenant_id', 'thread_id']
            isOneToOne: false
            referencedRelation: 'conversation_threads'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      intake_purposes: {
        Row: {
          default_body: string
          default_title: string
          is_used_at_first: boolean
          key: string
          nature: string
          position: number
        }
        ComputedFields: never
        Insert: {
          default_body: string
          default_title: string
          is_used_at_first: boolean
          key: string
          nature: string
          position: number
        }
        Update: {
          default_body?: string
          default_title?: string
          is_used_at_first?: boolean
          key?: string
          nature?: string
          position?: number
        }
        Relationships: []
      }
      intake_submissions: {
        Row: {
          birth_date: string
          id: string
          invite_id: string
          ip_hash: string | null
          is_minor: boolean
          locale: string
          patient_id: string | null
          reviewed_by: string | null
          signer_kinship: string
          signer_name: string
          submitted_at: string
          taken: string[] | null
          tenant_id: string
          user_agent: string | null
        }
        ComputedFields: never
        Insert: {
          birth_date: string
          id: string
          invite_id: string
          ip_hash?: string | null
          is_minor: boolean
          locale: string
          patient_id?: string | null
          reviewed_by?: string | null
          signer_kinship: string
          signer_name: string
          submitted_at?: string
          taken?: string[] | null
          tenant_id: string
          user_agent?: string | null
        }
        Update: {
          birth_date?: string
          id?: string
          invite_id?: string
          ip_hash?: string | null
          is_minor?: boolean
          locale?: string
          patient_id?: string | null
          reviewed_by?: string | null
          signer_kinship?: string
          signer_name?: string
          submitted_at?: string
          taken?: string[] | null
          tenant_id?: string
          user_agent?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'intake_submissions_tenant_id_invite_id_fkey'
            columns: ['tenant_id', 'invite_id']
            isOneToOne: true
            referencedRelation: 'intake_invites'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'intake_submissions_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      intake_texts: {
        Row: {
          body: string
          created_at: string
          created_by: string | null
          fingerprint: string
          is_used: boolean
          purpose: string
          tenant_id: string
          title: string
          version: number
        }
        ComputedFields: never
        Insert: {
          body: string
          created_at?: string
          created_by?: string | null
          fingerprint: string
          is_used: boolean
          purpose: string
          tenant_id: string
          title: string
          version: number
        }
        Update: {
          body?: string
          created_at?: string
          created_by?: string | null
          fingerprint?: string
          is_used?: boolean
          purpose?: string
          tenant_id?: string
          title?: string
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: 'intake_texts_purpose_fkey'
            columns: ['purpose']
            isOneToOne: false
            referencedRelation: 'intake_purposes'
            referencedColumns: ['key']
          },
          {
            foreignKeyName: 'intake_texts_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      lead_forms: {
        Row: {
          asks_company: boolean
          asks_message: boolean
          created_at: string
          id: string
          intro: string | null
          is_active: boolean
          owner_id: string | null
          tenant_id: string
          thanks: string | null
          title: string
        }
        ComputedFields: never
        Insert: {
          asks_company?: boolean
          asks_message?: boolean
          created_at?: string
          id?: string
          intro?: string | null
          is_active?: boolean
          owner_id?: string | null
          tenant_id: string
          thanks?: string | null
          title: string
        }
        Update: {
          asks_company?: boolean
          asks_message?: boolean
          created_at?: string
          id?: string
          intro?: string | null
          is_active?: boolean
          owner_id?: string | null
          tenant_id?: string
          thanks?: string | null
          title?: string
        }
        Relationships: [
          {
            foreignKeyName: 'lead_forms_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'lead_forms_tenant_id_owner_id_fkey'
            columns: ['tenant_id', 'owner_id']
            isOneToOne: false
            referencedRelation: 'tenant_members'
            referencedColumns: ['tenant_id', 'user_id']
          },
        ]
      }
      lead_origins: {
        Row: {
          family: string | null
          key: string
          position: number
        }
        ComputedFields: never
        Insert: {
          family?: string | null
          key: string
          position: number
        }
        Update: {
          family?: string | null
          key?: string
          position?: number
        }
        Relationships: []
      }
      lead_score_rules: {
        Row: {
          field: string
          id: string
          points: number
          position: number
          tenant_id: string
          value: string | null
        }
        ComputedFields: never
        Insert: {
          field: string
          id?: string
          points: number
          position?: number
          tenant_id: string
          value?: string | null
        }
        Update: {
          field?: string
          id?: string
          points?: number
          position?: number
          tenant_id?: string
          value?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'lead_score_rules_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      marketing_permissions: {
        Row: {
          contact_id: string | null
          created_at: string
          given_on: string
          id: string
          patient_id: string | null
          proof: string
          recorded_by: string | null
          revoked_at: string | null
          revoked_by: string | null
          source: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          contact_id?: string | null
          created_at?: string
          given_on: string
          id?: string
          patient_id?: string | null
          proof: string
          recorded_by?: string | null
          revoked_at?: string | null
          revoked_by?: string | null
          source: string
          tenant_id: string
        }
        Update: {
          contact_id?: string | null
          created_at?: string
          given_on?: string
          id?: string
          patient_id?: string | null
          proof?: string
          recorded_by?: string | null
          revoked_at?: string | null
          revoked_by?: string | null
          source?: string
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'marketing_permissions_tenant_id_contact_id_fkey'
            columns: ['tenant_id', 'contact_id']
            isOneToOne: false
            referencedRelation: 'contacts'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'marketing_permissions_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'marketing_permissions_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      medicos: {
        Row: {
          archived_at: string | null
          council: string | null
          council_number: string | null
          council_state: string | null
          created_at: string
          created_by: string | null
          full_name: string
          id: string
          note: string | null
          sort_name: string
          specialty: string | null
          tenant_id: string
          updated_at: string
          version: number
        }
        ComputedFields: never
        Insert: {
          archived_at?: string | null
          council?: string | null
          council_number?: string | null
          council_state?: string | null
          created_at?: string
          created_by?: string | null
          full_name: string
          id?: string
          note?: string | null
          sort_name?: never
          specialty?: string | null
          tenant_id: string
          updated_at?: string
          version?: number
        }
        Update: {
          archived_at?: string | null
          council?: string | null
          council_number?: string | null
          council_state?: string | null
          created_at?: string
          created_by?: string | null
          full_name?: string
          id?: string
          note?: string | null
          sort_name?: never
          specialty?: string | null
          tenant_id?: string
          updated_at?: string
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: 'medicos_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      message_templates: {
        Row: {
          body: string
          category: string | null
          channel_id: string
          created_at: string
          external_id: string
          extras: NonNullable<Json>
          id: string
          language: string
          name: string
          quality: string | null
          rejection_reason: string | null
          status: string
          synced_at: string
          tenant_id: string
          updated_at: string
          variables: NonNullable<Json>
        }
        ComputedFields: never
        Insert: {
          body: string
          category?: string | null
          channel_id: string
          created_at?: string
          external_id: string
          extras?: NonNullable<Json>
          id?: string
          language: string
          name: string
          quality?: string | null
          rejection_reason?: string | null
          status: string
          synced_at?: string
          tenant_id: string
          updated_at?: string
          variables?: NonNullable<Json>
        }
        Update: {
          body?: string
          category?: string | null
          channel_id?: string
          created_at?: string
          external_id?: string
          extras?: NonNullable<Json>
          id?: string
          language?: string
          name?: string
          quality?: string | null
          rejection_reason?: string | null
          status?: string
          synced_at?: string
          tenant_id?: string
          updated_at?: string
          variables?: NonNullable<Json>
        }
        Relationships: [
          {
            foreignKeyName: 'message_templates_tenant_id_channel_id_fkey'
            columns: ['tenant_id', 'channel_id']
            isOneToOne: false
            referencedRelation: 'notification_channels'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      meta_accounts: {
        Row: {
          account_id: string
          business_id: string | null
          channel_id: string
          created_at: string
          history_state: string | null
          id: string
          is_coexistence: boolean
          messaging_limit: string | null
          name: string | null
          parent_id: string | null
          quality: string | null
          restricted_until: string | null
          restriction: string | null
          templates_synced_at: string | null
          tenant_id: string
          throughput: string | null
          token_checked_at: string | null
          token_error: string | null
          token_expires_at: string | null
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          account_id: string
          business_id?: string | null
          channel_id: string
          created_at?: string
          history_state?: string | null
          id?: string
          is_coexistence?: boolean
          messaging_limit?: string | null
          name?: string | null
          parent_id?: string | null
          quality?: string | null
          restricted_until?: string | null
          restriction?: string | null
          templates_synced_at?: string | null
          tenant_id: string
          throughput?: string | null
          token_checked_at?: string | null
          token_error?: string | null
          token_expires_at?: string | null
          updated_at?: string
        }
        Update: {
          account_id?: string
          business_id?: string | null
          channel_id?: string
          created_at?: string
          history_state?: string | null
          id?: string
          is_coexistence?: boolean
          messaging_limit?: string | null
          name?: string | null
          parent_id?: string | null
          quality?: string | null
          restricted_until?: string | null
          restriction?: string | null
          templates_synced_at?: string | null
          tenant_id?: string
          throughput?: string | null
          token_checked_at?: string | null
          token_error?: string | null
          token_expires_at?: string | null
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'meta_accounts_tenant_id_channel_id_fkey'
            columns: ['tenant_id', 'channel_id']
            isOneToOne: true
            referencedRelation: 'notification_channels'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      modules: {
        Row: {
          is_offered: boolean
          is_on_by_default: boolean
          key: string
          needs: string | null
          position: number
        }
        ComputedFields: never
        Insert: {
          is_offered?: boolean
          is_on_by_default: boolean
          key: string
          needs?: string | null
          position: number
        }
        Update: {
          is_offered?: boolean
          is_on_by_default?: boolean
          key?: string
          needs?: string | null
          position?: number
        }
        Relationships: [
          {
            foreignKeyName: 'modules_needs_fkey'
            columns: ['needs']
            isOneToOne: false
            referencedRelation: 'modules'
            referencedColumns: ['key']
          },
        ]
      }
      money_allocations: {
        Row: {
          amount_cents: number
          charge_id: string
          created_at: string
          number: number
          payment_id: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          amount_cents: number
          charge_id: string
          created_at?: string
          number?: number
          payment_id: string
          tenant_id: string
        }
        Update: {
          amount_cents?: number
          charge_id?: string
          created_at?: string
          number?: number
          payment_id?: string
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'money_allocations_tenant_id_charge_id_fkey'
            columns: ['tenant_id', 'charge_id']
            isOneToOne: false
            referencedRelation: 'money_charges'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'money_allocations_tenant_id_payment_id_fkey'
            columns: ['tenant_id', 'payment_id']
            isOneToOne: false
            referencedRelation: 'money_payments'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      money_charges: {
        Row: {
          amount_cents: number
          created_at: string
          due_on: string
          id: string
          note: string | null
          order_id: string | null
          origin: string
          paid_cents: number
          patient_id: string | null
          payer_id: string
          reversed_at: string | null
          session_id: string | null
          state: string
          tenant_id: string
          therapist_id: string | null
        }
        ComputedFields: never
        Insert: {
          amount_cents: number
          created_at?: string
          due_on: string
          id: string
          note?: string | null
          order_id?: string | null
          origin: string
          paid_cents?: number
          patient_id?: string | null
          payer_id: string
          reversed_at?: string | null
          session_id?: string | null
          state?: never
          tenant_id: string
          therapist_id?: string | null
        }
        Update: {
          amount_cents?: number
          created_at?: string
          due_on?: string
          id?: string
          note?: string | null
          order_id?: string | null
          origin?: string
          paid_cents?: number
          patient_id?: string | null
          payer_id?: string
          reversed_at?: string | null
          session_id?: string | null
          state?: never
          tenant_id?: string
          therapist_id?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'money_charges_tenant_id_id_fkey'
            columns: ['tenant_id', 'id']
            isOneToOne: true
            referencedRelation: 'money_entries'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'money_charges_tenant_id_order_id_fkey'
            columns: ['tenant_id', 'order_id']
            isOneToOne: false
            referencedRelation: 'orders'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'money_charges_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'money_charges_tenant_id_payer_id_fkey'
            columns: ['tenant_id', 'payer_id']
            isOneToOne: false
            referencedRelation: 'payers'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'money_charges_tenant_id_session_id_fkey'
            columns: ['tenant_id', 'session_id']
            isOneToOne: false
            referencedRelation: 'sessions'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      money_entries: {
        Row: {
          amount_cents: number
          balance_after_cents: number
          created_at: string
          created_by: string | null
          id: string
          kind: string
          method: string | null
          note: string | null
          number: number
          occurred_on: string
          patient_id: string | null
          payer_id: string
          reverses_id: string | null
          session_id: string | null
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          amount_cents: number
          balance_after_cents: number
          created_at?: string
          created_by?: string | null
          id?: string
          kind: string
          method?: string | null
          note?: string | null
          number?: number
          occurred_on: string
          patient_id?: string | null
          payer_id: string
          reverses_id?: string | null
          session_id?: string | null
          tenant_id: string
        }
        Update: {
          amount_cents?: number
          balance_after_cents?: number
          created_at?: string
          created_by?: string | null
          id?: string
          kind?: string
          method?: string | null
          note?: string | null
          number?: number
          occurred_on?: string
          patient_id?: string | null
          payer_id?: string
          reverses_id?: string | null
          session_id?: string | null
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'money_entries_kind_fkey'
            columns: ['kind']
            isOneToOne: false
            referencedRelation: 'money_kinds'
            referencedColumns: ['key']
          },
          {
            foreignKeyName: 'money_entries_method_fkey'
            columns: ['method']
            isOneToOne: false
            referencedRelation: 'payment_methods'
            referencedColumns: ['key']
          },
          {
            foreignKeyName: 'money_entries_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'money_entries_tenant_id_payer_id_fkey'
            columns: ['tenant_id', 'payer_id']
            isOneToOne: false
            referencedRelation: 'payers'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'money_entries_tenant_id_reverses_id_fkey'
            columns: ['tenant_id', 'reverses_id']
            isOneToOne: false
            referencedRelation: 'money_entries'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'money_entries_tenant_id_session_id_fkey'
            columns: ['tenant_id', 'session_id']
            isOneToOne: false
            referencedRelation: 'sessions'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      money_kinds: {
        Row: {
          direction: number
          key: string
          position: number
        }
        ComputedFields: never
        Insert: {
          direction: number
          key: string
          position: number
        }
        Update: {
          direction?: number
          key?: string
          position?: number
        }
        Relationships: []
      }
      money_payments: {
        Row: {
          allocated_cents: number
          amount_cents: number
          created_at: string
          fee_cents: number | null
          free_cents: number
          id: string
          payer_id: string
          refunded_cents: number
          reversed_at: string | null
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          allocated_cents?: number
          amount_cents: number
          created_at?: string
          fee_cents?: number | null
          free_cents?: never
          id: string
          payer_id: string
          refunded_cents?: number
          reversed_at?: string | null
          tenant_id: string
        }
        Update: {
          allocated_cents?: number
          amount_cents?: number
          created_at?: string
          fee_cents?: number | null
          free_cents?: never
          id?: string
          payer_id?: string
          refunded_cents?: number
          reversed_at?: string | null
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'money_payments_tenant_id_id_fkey'
            columns: ['tenant_id', 'id']
            isOneToOne: true
            referencedRelation: 'money_entries'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'money_payments_tenant_id_payer_id_fkey'
            columns: ['tenant_id', 'payer_id']
            isOneToOne: false
            referencedRelation: 'payers'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      money_reminders: {
        Row: {
          body: string
          created_at: string
          created_by: string | null
          id: string
          overdue_cents: number
          payer_id: string
          tenant_id: string
          thread_key: string
        }
        ComputedFields: never
        Insert: {
          body: string
          created_at?: string
          created_by?: string | null
          id: string
          overdue_cents: number
          payer_id: string
          tenant_id: string
          thread_key: string
        }
        Update: {
          body?: string
          created_at?: string
          created_by?: string | null
          id?: string
          overdue_cents?: number
          payer_id?: string
          tenant_id?: string
          thread_key?: string
        }
        Relationships: [
          {
            foreignKeyName: 'money_reminders_tenant_id_payer_id_fkey'
            columns: ['tenant_id', 'payer_id']
            isOneToOne: false
            referencedRelation: 'payers'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      money_settings: {
        Row: {
          reminder_days: number
          reminder_text: string | null
          tenant_id: string
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          reminder_days?: number
          reminder_text?: string | null
          tenant_id: string
          updated_at?: string
        }
        Update: {
          reminder_days?: number
          reminder_text?: string | null
          tenant_id?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'money_settings_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: true
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      monthly_fee_months: {
        Row: {
          charge_id: string | null
          fee_id: string
          month: string
          posted_at: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          charge_id?: string | null
          fee_id: string
          month: string
          posted_at?: string
          tenant_id: string
        }
        Update: {
          charge_id?: string | null
          fee_id?: string
          month?: string
          posted_at?: string
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'monthly_fee_months_tenant_id_charge_id_fkey'
            columns: ['tenant_id', 'charge_id']
            isOneToOne: false
            referencedRelation: 'money_charges'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'monthly_fee_months_tenant_id_fee_id_fkey'
            columns: ['tenant_id', 'fee_id']
            isOneToOne: false
            referencedRelation: 'monthly_fees'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      monthly_fees: {
        Row: {
          amount_cents: number
          created_at: string
          created_by: string | null
          day: number
          ends_on: string | null
          id: string
          note: string | null
          patient_id: string
          prorates: boolean
          recess: string
          session_type_id: string | null
          starts_on: string
          tenant_id: string
          therapist_id: string | null
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          amount_cents: number
          created_at?: string
          created_by?: string | null
          day: number
          ends_on?: string | null
          id: string
          note?: string | null
          patient_id: string
          prorates?: boolean
          recess?: string
          session_type_id?: string | null
          starts_on: string
          tenant_id: string
          therapist_id?: string | null
          updated_at?: string
        }
        Update: {
          amount_cents?: number
          created_at?: string
          created_by?: string | null
          day?: number
          ends_on?: string | null
          id?: string
          note?: string | null
          patient_id?: string
          prorates?: boolean
          recess?: string
          session_type_id?: string | null
          starts_on?: string
          tenant_id?: string
          therapist_id?: string | null
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'monthly_fees_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'monthly_fees_tenant_id_session_type_id_fkey'
            columns: ['tenant_id', 'session_type_id']
            isOneToOne: false
            referencedRelation: 'session_types'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      notification_channels: {
        Row: {
          connected_at: string | null
          connection_state: string
          created_at: string
          display_name: string | null
          family: string
          id: string
          is_active: boolean
          last_error: string | null
          last_event_at: string | null
          phone: string | null
          provider: string
          shows_typing: boolean
          tenant_id: string
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          connected_at?: string | null
          connection_state?: string
          created_at?: string
          display_name?: string | null
          family?: string
          id?: string
          is_active?: boolean
          last_error?: string | null
          last_event_at?: string | null
          phone?: string | null
          provider: string
          shows_typing?: boolean
          tenant_id: string
          updated_at?: string
        }
        Update: {
          connected_at?: string | null
          connection_state?: string
          created_at?: string
          display_name?: string | null
          family?: string
          id?: string
          is_active?: boolean
          last_error?: string | null
          last_event_at?: string | null
          phone?: string | null
          provider?: string
          shows_typing?: boolean
          tenant_id?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'notification_channels_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'provider_is_known'
            columns: ['provider', 'family']
            isOneToOne: false
            referencedRelation: 'channel_kinds'
            referencedColumns: ['kind', 'family']
          },
        ]
      }
      notification_kinds: {
        Row: {
          about: string
          kind: string
        }
        ComputedFields: never
        Insert: {
          about: string
          kind: string
        }
        Update: {
          about?: string
          kind?: string
        }
        Relationships: []
      }
      notification_settings: {
        Row: {
          is_muted: boolean
          plays_sound: boolean
          quiet_from: string | null
          quiet_until: string | null
          rule: string
          shows_text_in_push: boolean
          tenant_id: string
          updated_at: string
          user_id: string
        }
        ComputedFields: never
        Insert: {
          is_muted?: boolean
          plays_sound?: boolean
          quiet_from?: string | null
          quiet_until?: string | null
          rule?: string
          shows_text_in_push?: boolean
          tenant_id: string
          updated_at?: string
          user_id: string
        }
        Update: {
          is_muted?: boolean
          plays_sound?: boolean
          quiet_from?: string | null
          quiet_until?: string | null
          rule?: string
          shows_text_in_push?: boolean
          tenant_id?: string
          updated_at?: string
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'notification_settings_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'notification_settings_tenant_id_user_id_fkey'
            columns: ['tenant_id', 'user_id']
            isOneToOne: true
            referencedRelation: 'tenant_members'
            referencedColumns: ['tenant_id', 'user_id']
          },
        ]
      }
      notifications: {
        Row: {
          alert_id: string | null
          created_at: string
          id: string
          kind: string
          message_count: number
          message_id: string | null
          message_kind: string | null
          noticed_at: string
          patient_id: string | null
          preview: string | null
          read_at: string | null
          tenant_id: string
          thread_id: string | null
          user_id: string
        }
        ComputedFields: never
        Insert: {
          alert_id?: string | null
          created_at?: string
          id?: string
          kind: string
          message_count?: number
          message_id?: string | null
          message_kind?: string | null
          noticed_at?: string
          patient_id?: string | null
          preview?: string | null
          read_at?: string | null
          tenant_id: string
          thread_id?: string | null
          user_id: string
        }
        Update: {
          alert_id?: string | null
          created_at?: string
          id?: string
          kind?: string
          message_count?: number
          message_id?: string | null
          message_kind?: string | null
          noticed_at?: string
          patient_id?: string | null
          preview?: string | null
          read_at?: string | null
          tenant_id?: string
          thread_id?: string | null
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'kind_is_known'
            columns: ['kind']
            isOneToOne: false
            referencedRelation: 'notification_kinds'
            referencedColumns: ['kind']
          },
          {
            foreignKeyName: 'notifications_tenant_id_alert_id_fkey'
            columns: ['tenant_id', 'alert_id']
            isOneToOne: false
            referencedRelation: 'alerts'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'notifications_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'notifications_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'notifications_tenant_id_thread_id_fkey'
            columns: ['tenant_id', 'thread_id']
            isOneToOne: false
            referencedRelation: 'conversation_threads'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'notifications_tenant_id_user_id_fkey'
            columns: ['tenant_id', 'user_id']
            isOneToOne: false
            referencedRelation: 'tenant_members'
            referencedColumns: ['tenant_id', 'user_id']
          },
        ]
      }
      online_bookings: {
        Row: {
          accepted_text: string | null
          created_at: string
          decided_at: string | null
          decided_by: string | null
          full_name: string
          id: string
          is_first_visit: boolean
          is_new: boolean
          message: string | null
          patient_id: string
          phone: string
          session_id: string
          social_name: string | null
          status: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          accepted_text?: string | null
          created_at?: string
          decided_at?: string | null
          decided_by?: string | null
          full_name: string
          id?: string
          is_first_visit: boolean
          is_new: boolean
          message?: string | null
          patient_id: string
          phone: string
          session_id: string
          social_name?: string | null
          status: string
          tenant_id: string
        }
        Update: {
          accepted_text?: string | null
          created_at?: string
          decided_at?: string | null
          decided_by?: string | null
          full_name?: string
          id?: string
          is_first_visit?: boolean
          is_new?: boolean
          message?: string | null
          patient_id?: string
          phone?: string
          session_id?: string
          social_name?: string | null
          status?: string
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'online_bookings_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'online_bookings_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'online_bookings_tenant_id_session_id_fkey'
            columns: ['tenant_id', 'session_id']
            isOneToOne: false
            referencedRelation: 'sessions'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      order_buyers: {
        Row: {
          accepted_at: string
          accepted_text: string
          cep: string | null
          city: string | null
          complement: string | null
          cpf: string | null
          days_max: number | null
          days_min: number | null
          delivery_kind: string | null
          delivery_name: string | null
          district: string | null
          email: string
          full_name: string
          number: string | null
          order_id: string
          phone: string
          state: string | null
          street: string | null
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          accepted_at?: string
          accepted_text: string
          cep?: string | null
          city?: string | null
          complement?: string | null
          cpf?: string | null
          days_max?: number | null
          days_min?: number | null
          delivery_kind?: string | null
          delivery_name?: string | null
          district?: string | null
          email: string
          full_name: string
          number?: string | null
          order_id: string
          phone: string
          state?: string | null
          street?: string | null
          tenant_id: string
        }
        Update: {
          accepted_at?: string
          accepted_text?: string
          cep?: string | null
          city?: string | null
          complement?: string | null
          cpf?: string | null
          days_max?: number | null
          days_min?: number | null
          delivery_kind?: string | null
          delivery_name?: string | null
          district?: string | null
          email?: string
          full_name?: string
          number?: string | null
          order_id?: string
          phone?: string
          state?: string | null
          street?: string | null
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'order_buyers_tenant_id_order_id_fkey'
            columns: ['tenant_id', 'order_id']
            isOneToOne: true
            referencedRelation: 'orders'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      order_downloads: {
        Row: {
          expires_at: string
          file_id: string
          item_id: string
          last_at: string | null
          left_over: number
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          expires_at: string
          file_id: string
          item_id: string
          last_at?: string | null
          left_over: number
          tenant_id: string
        }
        Update: {
          expires_at?: string
          file_id?: string
          item_id?: string
          last_at?: string | null
          left_over?: number
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'order_downloads_tenant_id_file_id_fkey'
            columns: ['tenant_id', 'file_id']
            isOneToOne: false
            referencedRelation: 'product_files'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'order_downloads_tenant_id_item_id_fkey'
            columns: ['tenant_id', 'item_id']
            isOneToOne: false
            referencedRelation: 'order_items'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      order_events: {
        Row: {
          actor_id: string | null
          at: string
          data: NonNullable<Json>
          id: number
          kind: string
          order_id: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          actor_id?: string | null
          at?: string
          data?: NonNullable<Json>
          id?: number
          kind: string
          order_id: string
          tenant_id: string
        }
        Update: {
          actor_id?: string | null
          at?: string
          data?: NonNullable<Json>
          id?: number
          kind?: string
          order_id?: string
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'order_events_tenant_id_order_id_fkey'
            columns: ['tenant_id', 'order_id']
            isOneToOne: false
            referencedRelation: 'orders'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      order_invoices: {
        Row: {
          amount_cents: number
          attempts: number
          cancel_asked_at: string | null
          cancel_reason: string | null
          cancelled_at: string | null
          content: NonNullable<Json>
          created_at: string
          created_by: string | null
          error: string | null
          id: string
          issued_at: string | null
          kind: string
          number: string | null
          order_id: string
          pdf_url: string | null
          state: string
          tenant_id: string
          verification_code: string | null
          xml_url: string | null
        }
        ComputedFields: never
        Insert: {
          amount_cents: number
          attempts?: number
          cancel_asked_at?: string | null
          cancel_reason?: string | null
          cancelled_at?: string | null
          content: NonNullable<Json>
          created_at?: string
          created_by?: string | null
          error?: string | null
          id?: string
          issued_at?: string | null
          kind: string
          number?: string | null
          order_id: string
          pdf_url?: string | null
          state?: string
          tenant_id: string
          verification_code?: string | null
          xml_url?: string | null
        }
        Update: {
          amount_cents?: number
          attempts?: number
          cancel_asked_at?: string | null
          cancel_reason?: string | null
          cancelled_at?: string | null
          content?: NonNullable<Json>
          created_at?: string
          created_by?: string | null
          error?: string | null
          id?: string
          issued_at?: string | null
          kind?: string
          number?: string | null
          order_id?: string
          pdf_url?: string | null
          state?: string
          tenant_id?: string
          verification_code?: string | null
          xml_url?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'order_invoices_tenant_id_order_id_fkey'
            columns: ['tenant_id', 'order_id']
            isOneToOne: false
            referencedRelation: 'orders'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      order_items: {
        Row: {
          coupon_cents: number
          discount_cents: number
          entry_id: string | null
          fulfilled: number
          id: string
          kind: string
          name: string
          order_id: string
          patient_id: string | null
          position: number
          price_cents: number
          quantity: number
          returned: number
          session_id: string | null
          sku: string | null
          slot_id: string | null
          tenant_id: string
          total_cents: number
          variant_id: string | null
        }
        ComputedFields: never
        Insert: {
          coupon_cents?: number
          discount_cents?: number
          entry_id?: string | null
          fulfilled?: number
          id?: string
          kind?: string
          name: string
          order_id: string
          patient_id?: string | null
          position: number
          price_cents: number
          quantity: number
          returned?: number
          session_id?: string | null
          sku?: string | null
          slot_id?: string | null
          tenant_id: string
          total_cents?: never
          variant_id?: string | null
        }
        Update: {
          coupon_cents?: number
          discount_cents?: number
          entry_id?: string | null
          fulfilled?: number
          id?: string
          kind?: string
          name?: string
          order_id?: string
          patient_id?: string | null
          position?: number
          price_cents?: number
          quantity?: number
          returned?: number
          session_id?: string | null
          sku?: string | null
          slot_id?: string | null
          tenant_id?: string
          total_cents?: never
          variant_id?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'order_items_tenant_id_entry_id_fkey'
            columns: ['tenant_id', 'entry_id']
            isOneToOne: false
            referencedRelation: 'money_entries'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'order_items_tenant_id_order_id_fkey'
            columns: ['tenant_id', 'order_id']
            isOneToOne: false
            referencedRelation: 'orders'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'order_items_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'order_items_tenant_id_session_id_fkey'
            columns: ['tenant_id', 'session_id']
            isOneToOne: false
            referencedRelation: 'sessions'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'order_items_tenant_id_slot_id_fkey'
            columns: ['tenant_id', 'slot_id']
            isOneToOne: false
            referencedRelation: 'schedule_slots'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'order_items_tenant_id_variant_id_fkey'
            columns: ['tenant_id', 'variant_id']
            isOneToOne: false
            referencedRelation: 'product_variants'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      order_payments: {
        Row: {
          amount_cents: number
          created_at: string
          entry_id: string
          id: string
          order_id: string
          provider: string
          reason: string | null
          reference: string
          settled_at: string | null
          settled_by: string | null
          state: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          amount_cents: number
          created_at?: string
          entry_id: string
          id?: string
          order_id: string
          provider: string
          reason?: string | null
          reference: string
          settled_at?: string | null
          settled_by?: string | null
          state?: string
          tenant_id: string
        }
        Update: {
          amount_cents?: number
          created_at?: string
          entry_id?: string
          id?: string
          order_id?: string
          provider?: string
          reason?: string | null
          reference?: string
          settled_at?: string | null
          settled_by?: string | null
          state?: string
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'order_payments_tenant_id_entry_id_fkey'
            columns: ['tenant_id', 'entry_id']
            isOneToOne: false
            referencedRelation: 'money_payments'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'order_payments_tenant_id_order_id_fkey'
            columns: ['tenant_id', 'order_id']
            isOneToOne: false
            referencedRelation: 'orders'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      order_refunds: {
        Row: {
          amount_cents: number
          created_at: string
          created_by: string | null
          entry_id: string | null
          id: string
          kind: string
          order_cents: number | null
          order_id: string
          payment_id: string | null
          provider: string
          reason: string
          reference: string | null
          settled_at: string | null
          state: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          amount_cents: number
          created_at?: string
          created_by?: string | null
          entry_id?: string | null
          id: string
          kind: string
          order_cents?: number | null
          order_id: string
          payment_id?: string | null
          provider: string
          reason: string
          reference?: string | null
          settled_at?: string | null
          state?: string
          tenant_id: string
        }
        Update: {
          amount_cents?: number
          created_at?: string
          created_by?: string | null
          entry_id?: string | null
          id?: string
          kind?: string
          order_cents?: number | null
          order_id?: string
          payment_id?: string | null
          provider?: string
          reason?: string
          reference?: string | null
          settled_at?: string | null
          state?: string
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'order_refunds_tenant_id_entry_id_fkey'
            columns: ['tenant_id', 'entry_id']
            isOneToOne: false
            referencedRelation: 'money_entries'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'order_refunds_tenant_id_order_id_fkey'
            columns: ['tenant_id', 'order_id']
            isOneToOne: false
            referencedRelation: 'orders'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'order_refunds_tenant_id_payment_id_fkey'
            columns: ['tenant_id', 'payment_id']
            isOneToOne: false
            referencedRelation: 'order_payments'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      order_vouchers: {
        Row: {
          code: string
          created_at: string
          id: string
          item_id: string
          order_id: string
          redeemed_at: string | null
          redeemed_by: string | null
          tenant_id: string
          unit: number
        }
        ComputedFields: never
        Insert: {
          code?: string
          created_at?: string
          id?: string
          item_id: string
          order_id: string
          redeemed_at?: string | null
          redeemed_by?: string | null
          tenant_id: string
          unit: number
        }
        Update: {
          code?: string
          created_at?: string
          id?: string
          item_id?: string
          order_id?: string
          redeemed_at?: string | null
          redeemed_by?: string | null
          tenant_id?: string
          unit?: number
        }
        Relationships: [
          {
            foreignKeyName: 'order_vouchers_tenant_id_item_id_fkey'
            columns: ['tenant_id', 'item_id']
            isOneToOne: false
            referencedRelation: 'order_items'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'order_vouchers_tenant_id_order_id_fkey'
            columns: ['tenant_id', 'order_id']
            isOneToOne: false
            referencedRelation: 'orders'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      orders: {
        Row: {
          cancelled_at: string | null
          channel: string
          charge_id: string | null
          contact_id: string | null
          coupon_id: string | null
          created_at: string
          created_by: string | null
          discount_cents: number
          expired_at: string | null
          expires_at: string | null
          id: string
          note: string | null
          number: number
          page_key: string
          paid_at: string | null
          paid_cents: number
          patient_id: string | null
          payer_id: string
          refunded_cents: number
          state: string
          subtotal_cents: number
          tenant_id: string
          thread_id: string | null
          total_cents: number
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          cancelled_at?: string | null
          channel: string
          charge_id?: string | null
          contact_id?: string | null
          coupon_id?: string | null
          created_at?: string
          created_by?: string | null
          discount_cents?: number
          expired_at?: string | null
          expires_at?: string | null
          id: string
          note?: string | null
          number: number
          page_key?: string
          paid_at?: string | null
          paid_cents?: number
          patient_id?: string | null
          payer_id: string
          refunded_cents?: number
          state?: string
          subtotal_cents: number
          tenant_id: string
          thread_id?: string | null
          total_cents?: never
          updated_at?: string
        }
        Update: {
          cancelled_at?: string | null
          channel?: string
          charge_id?: string | null
          contact_id?: string | null
          coupon_id?: string | null
          created_at?: string
          created_by?: string | null
          discount_cents?: number
          expired_at?: string | null
          expires_at?: string | null
          id?: string
          note?: string | null
          number?: number
          page_key?: string
          paid_at?: string | null
          paid_cents?: number
          patient_id?: string | null
          payer_id?: string
          refunded_cents?: number
          state?: string
          subtotal_cents?: number
          tenant_id?: string
          thread_id?: string | null
          total_cents?: never
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'orders_tenant_id_contact_id_fkey'
            columns: ['tenant_id', 'contact_id']
            isOneToOne: false
            referencedRelation: 'contacts'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'orders_tenant_id_coupon_id_fkey'
            columns: ['tenant_id', 'coupon_id']
            isOneToOne: false
            referencedRelation: 'coupons'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'orders_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'orders_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'orders_tenant_id_payer_id_fkey'
            columns: ['tenant_id', 'payer_id']
            isOneToOne: false
            referencedRelation: 'payers'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'orders_tenant_id_thread_id_fkey'
            columns: ['tenant_id', 'thread_id']
            isOneToOne: false
            referencedRelation: 'conversation_threads'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      package_consumptions: {
        Row: {
          created_at: string
          created_by: string | null
          number: number
          package_id: string
          patient_id: string
          session_id: string
          tenant_id: string
          units: number
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          created_by?: string | null
          number?: number
          package_id: string
          patient_id: string
          session_id: string
          tenant_id: string
          units: number
        }
        Update: {
          created_at?: string
          created_by?: string | null
          number?: number
          package_id?: string
          patient_id?: string
          session_id?: string
          tenant_id?: string
          units?: number
        }
        Relationships: [
          {
            foreignKeyName: 'package_consumptions_tenant_id_package_id_fkey'
            columns: ['tenant_id', 'package_id']
            isOneToOne: false
            referencedRelation: 'session_packages'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'package_consumptions_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'package_consumptions_tenant_id_session_id_fkey'
            columns: ['tenant_id', 'session_id']
            isOneToOne: false
            referencedRelation: 'sessions'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      patient_conversations: {
        Row: {
          created_at: string
          created_by: string | null
          patient_id: string
          tenant_id: string
          thread_id: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          created_by?: string | null
          patient_id: string
          tenant_id: string
          thread_id: string
        }
        Update: {
          created_at?: string
          created_by?: string | null
          patient_id?: string
          tenant_id?: string
          thread_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'patient_conversations_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'patient_conversations_tenant_id_thread_id_fkey'
            columns: ['tenant_id', 'thread_id']
            isOneToOne: false
            referencedRelation: 'conversation_threads'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      patient_distinctions: {
        Row: {
          created_at: string
          created_by: string | null
          high_id: string
          low_id: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          created_by?: string | null
          high_id: string
          low_id: string
          tenant_id: string
        }
        Update: {
          created_at?: string
          created_by?: string | null
          high_id?: string
          low_id?: string
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'patient_distinctions_tenant_id_high_id_fkey'
            columns: ['tenant_id', 'high_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'patient_distinctions_tenant_id_low_id_fkey'
            columns: ['tenant_id', 'low_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      patient_documents: {
        Row: {
          addressee: string | null
          author_council: string | null
          author_id: string
          author_name: string
          body: string
          cancel_reason: string | null
          cancelled_at: string | null
          cancelled_by: string | null
          cid: string | null
          cid_consented: boolean
          clinic_name: string
          file_id: string | null
          id: string
          is_clinical: boolean
          issued_at: string
          kind: string
          letterhead: string | null
          number: number
          patient_id: string
          patient_name: string
          purpose: string | null
          sha256: string
          template_id: string
          template_version: number
          tenant_id: string
          title: string
          year: number
        }
        ComputedFields: never
        Insert: {
          addressee?: string | null
          author_council?: string | null
          author_id: string
          author_name: string
          body: string
          cancel_reason?: string | null
          cancelled_at?: string | null
          cancelled_by?: string | null
          cid?: string | null
          cid_consented?: boolean
          clinic_name: string
          file_id?: string | null
          id: string
          is_clinical: boolean
          issued_at: string
          kind: string
          letterhead?: string | null
          number: number
          patient_id: string
          patient_name: string
          purpose?: string | null
          sha256: string
          template_id: string
          template_version: number
          tenant_id: string
          title: string
          year: number
        }
        Update: {
          addressee?: string | null
          author_council?: string | null
          author_id?: string
          author_name?: string
          body?: string
          cancel_reason?: string | null
          cancelled_at?: string | null
          cancelled_by?: string | null
          cid?: string | null
          cid_consented?: boolean
          clinic_name?: string
          file_id?: string | null
          id?: string
          is_clinical?: boolean
          issued_at?: string
          kind?: string
          letterhead?: string | null
          number?: number
          patient_id?: string
          patient_name?: string
          purpose?: string | null
          sha256?: string
          template_id?: string
          template_version?: number
          tenant_id?: string
          title?: string
          year?: number
        }
        Relationships: [
          {
            foreignKeyName: 'patient_documents_kind_fkey'
            columns: ['kind']
            isOneToOne: false
            referencedRelation: 'document_kinds'
            referencedColumns: ['key']
          },
          {
            foreignKeyName: 'patient_documents_tenant_id_file_id_fkey'
            columns: ['tenant_id', 'file_id']
            isOneToOne: false
            referencedRelation: 'patient_files'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'patient_documents_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      patient_files: {
        Row: {
          archived_at: string | null
          created_at: string
          id: string
          is_clinical: boolean
          mime_type: string
          name: string
          patient_id: string
          size: number
          source: string
          tenant_id: string
          uploaded_by: string | null
        }
        ComputedFields: never
        Insert: {
          archived_at?: string | null
          created_at?: string
          id: string
          is_clinical: boolean
          mime_type: string
          name: string
          patient_id: string
          size: number
          source: string
          tenant_id: string
          uploaded_by?: string | null
        }
        Update: {
          archived_at?: string | null
          created_at?: string
          id?: string
          is_clinical?: boolean
          mime_type?: string
          name?: string
          patient_id?: string
          size?: number
          source?: string
          tenant_id?: string
          uploaded_by?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'patient_files_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      patient_merges: {
        Row: {
          id: string
          merged_at: string
          merged_before: Json | null
          merged_by: string | null
          merged_id: string
          survivor_after: Json | null
          survivor_before: Json | null
          survivor_id: string
          tenant_id: string
          undo_until: string
          undone_at: string | null
          undone_by: string | null
        }
        ComputedFields: never
        Insert: {
          id: string
          merged_at?: string
          merged_before?: Json | null
          merged_by?: string | null
          merged_id: string
          survivor_after?: Json | null
          survivor_before?: Json | null
          survivor_id: string
          tenant_id: string
          undo_until?: string
          undone_at?: string | null
          undone_by?: string | null
        }
        Update: {
          id?: string
          merged_at?: string
          merged_before?: Json | null
          merged_by?: string | null
          merged_id?: string
          survivor_after?: Json | null
          survivor_before?: Json | null
          survivor_id?: string
          tenant_id?: string
          undo_until?: string
          undone_at?: string | null
          undone_by?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'patient_merges_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'patient_merges_tenant_id_merged_id_fkey'
            columns: ['tenant_id', 'merged_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'patient_merges_tenant_id_survivor_id_fkey'
            columns: ['tenant_id', 'survivor_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      patient_relations: {
        Row: {
          cpf: string | null
          created_at: string
          email: string | null
          full_name: string | null
          id: string
          is_guardian: boolean
          is_payer: boolean
          is_told: boolean
          kinship: string
          patient_id: string
          phone: string | null
          position: number
          related_patient_id: string | null
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          cpf?: string | null
          created_at?: string
          email?: string | null
          full_name?: string | null
          id?: string
          is_guardian?: boolean
          is_payer?: boolean
          is_told?: boolean
          kinship: string
          patient_id: string
          phone?: string | null
          position?: number
          related_patient_id?: string | null
          tenant_id: string
        }
        Update: {
          cpf?: string | null
          created_at?: string
          email?: string | null
          full_name?: string | null
          id?: string
          is_guardian?: boolean
          is_payer?: boolean
          is_told?: boolean
          kinship?: string
          patient_id?: string
          phone?: string | null
          position?: number
          related_patient_id?: string | null
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'patient_relations_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'patient_relations_tenant_id_related_patient_id_fkey'
            columns: ['tenant_id', 'related_patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      patients: {
        Row: {
          archived_at: string | null
          birth_date: string | null
          cep: string | null
          city: string | null
          complement: string | null
          cpf: string | null
          created_at: string
          created_by: string | null
          district: string | null
          full_name: string
          gender: string | null
          id: string
          merged_into_id: string | null
          name: string
          note: string | null
          pronoun: string | null
          social_name: string | null
          sort_name: string
          sound: string
          state: string | null
          street: string | null
          street_number: string | null
          tenant_id: string
          updated_at: string
          version: number
        }
        ComputedFields: never
        Insert: {
          archived_at?: string | null
          birth_date?: string | null
          cep?: string | null
          city?: string | null
          complement?: string | null
          cpf?: string | null
          created_at?: string
          created_by?: string | null
          district?: string | null
          full_name: string
          gender?: string | null
          id?: string
          merged_into_id?: string | null
          name?: never
          note?: string | null
          pronoun?: string | null
          social_name?: string | null
          sort_name?: never
          sound?: never
          state?: string | null
          street?: string | null
          street_number?: string | null
          tenant_id: string
          updated_at?: string
          version?: number
        }
        Update: {
          archived_at?: string | null
          birth_date?: string | null
          cep?: string | null
          city?: string | null
          complement?: string | null
          cpf?: string | null
          created_at?: string
          created_by?: string | null
          district?: string | null
          full_name?: string
          gender?: string | null
          id?: string
          merged_into_id?: string | null
          name?: never
          note?: string | null
          pronoun?: string | null
          social_name?: string | null
          sort_name?: never
          sound?: never
          state?: string | null
          street?: string | null
          street_number?: string | null
          tenant_id?: string
          updated_at?: string
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: 'patients_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'patients_tenant_id_merged_into_id_fkey'
            columns: ['tenant_id', 'merged_into_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      payers: {
        Row: {
          balance_cents: number
          cpf: string | null
          created_at: string
          email: string | null
          full_name: string | null
          id: string
          identity: string
          patient_id: string | null
          phone: string | null
          reminders_allowed_at: string | null
          reminders_allowed_by: string | null
          tenant_id: string
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          balance_cents?: number
          cpf?: string | null
          created_at?: string
          email?: string | null
          full_name?: string | null
          id?: string
          identity: string
          patient_id?: string | null
          phone?: string | null
          reminders_allowed_at?: string | null
          reminders_allowed_by?: string | null
          tenant_id: string
          updated_at?: string
        }
        Update: {
          balance_cents?: number
          cpf?: string | null
          created_at?: string
          email?: string | null
          full_name?: string | null
          id?: string
          identity?: string
          patient_id?: string | null
          phone?: string | null
          reminders_allowed_at?: string | null
          reminders_allowed_by?: string | null
          tenant_id?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'payers_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'payers_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      payment_methods: {
        Row: {
          key: string
          position: number
        }
        ComputedFields: never
        Insert: {
          key: string
          position: number
        }
        Update: {
          key?: string
          position?: number
        }
        Relationships: []
      }
      payout_entries: {
        Row: {
          amount_cents: number
          charge_id: string | null
          counts_on: string
          created_at: string
          created_by: string | null
          fixed_cents: number | null
          id: string
          kind: string
          month: string
          note: string | null
          number: number
          paid_cents: number
          payment_id: string | null
          percent: number | null
          rule_id: string | null
          tenant_id: string
          therapist_id: string
          units: number | null
        }
        ComputedFields: never
        Insert: {
          amount_cents: number
          charge_id?: string | null
          counts_on: string
          created_at?: string
          created_by?: string | null
          fixed_cents?: number | null
          id?: string
          kind: string
          month: string
          note?: string | null
          number?: number
          paid_cents?: number
          payment_id?: string | null
          percent?: number | null
          rule_id?: string | null
          tenant_id: string
          therapist_id: string
          units?: number | null
        }
        Update: {
          amount_cents?: number
          charge_id?: string | null
          counts_on?: string
          created_at?: string
          created_by?: string | null
          fixed_cents?: number | null
          id?: string
          kind?: string
          month?: string
          note?: string | null
          number?: number
          paid_cents?: number
          payment_id?: string | null
          percent?: number | null
          rule_id?: string | null
          tenant_id?: string
          therapist_id?: string
          units?: number | null
        }
        Relationships: [
          {
            foreignKeyName: 'payout_entries_tenant_id_charge_id_fkey'
            columns: ['tenant_id', 'charge_id']
            isOneToOne: false
            referencedRelation: 'money_charges'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'payout_entries_tenant_id_payment_id_fkey'
            columns: ['tenant_id', 'payment_id']
            isOneToOne: false
            referencedRelation: 'money_payments'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'payout_entries_tenant_id_rule_id_fkey'
            columns: ['tenant_id', 'rule_id']
            isOneToOne: false
            referencedRelation: 'payout_rules'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'payout_entries_tenant_id_therapist_id_fkey'
            columns: ['tenant_id', 'therapist_id']
            isOneToOne: false
            referencedRelation: 'therapists'
            referencedColumns: ['tenant_id', 'user_id']
          },
        ]
      }
      payout_rules: {
        Row: {
          created_at: string
          created_by: string | null
          fixed_cents: number | null
          id: string
          number: number
          payer_id: string | null
          percent: number | null
          replaced_at: string | null
          replaced_by: string | null
          session_type_id: string | null
          tenant_id: string
          therapist_id: string | null
          valid_from: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          created_by?: string | null
          fixed_cents?: number | null
          id: string
          number?: number
          payer_id?: string | null
          percent?: number | null
          replaced_at?: string | null
          replaced_by?: string | null
          session_type_id?: string | null
          tenant_id: string
          therapist_id?: string | null
          valid_from: string
        }
        Update: {
          created_at?: string
          created_by?: string | null
          fixed_cents?: number | null
          id?: string
          number?: number
          payer_id?: string | null
          percent?: number | null
          replaced_at?: string | null
          replaced_by?: string | null
          session_type_id?: string | null
          tenant_id?: string
          therapist_id?: string | null
          valid_from?: string
        }
        Relationships: [
          {
            foreignKeyName: 'payout_rules_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'payout_rules_tenant_id_payer_id_fkey'
            columns: ['tenant_id', 'payer_id']
            isOneToOne: false
            referencedRelation: 'payers'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'payout_rules_tenant_id_session_type_id_fkey'
            columns: ['tenant_id', 'session_type_id']
            isOneToOne: false
            referencedRelation: 'session_types'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'payout_rules_tenant_id_therapist_id_fkey'
            columns: ['tenant_id', 'therapist_id']
            isOneToOne: false
            referencedRelation: 'therapists'
            referencedColumns: ['tenant_id', 'user_id']
          },
        ]
      }
      payout_statement_events: {
        Row: {
          actor_id: string | null
          created_at: string
          kind: string
          method: string | null
          month: string
          number: number
          paid_on: string | null
          reason: string | null
          tenant_id: string
          therapist_id: string
          total_cents: number
        }
        ComputedFields: never
        Insert: {
          actor_id?: string | null
          created_at?: string
          kind: string
          method?: string | null
          month: string
          number?: number
          paid_on?: string | null
          reason?: string | null
          tenant_id: string
          therapist_id: string
          total_cents: number
        }
        Update: {
          actor_id?: string | null
          created_at?: string
          kind?: string
          method?: string | null
          month?: string
          number?: number
          paid_on?: string | null
          reason?: string | null
          tenant_id?: string
          therapist_id?: string
          total_cents?: number
        }
        Relationships: [
          {
            foreignKeyName: 'payout_statement_events_tenant_id_therapist_id_month_fkey'
            columns: ['tenant_id', 'therapist_id', 'month']
            isOneToOne: false
            referencedRelation: 'payout_statements'
            referencedColumns: ['tenant_id', 'therapist_id', 'month']
          },
        ]
      }
      payout_statements: {
        Row: {
          closed_at: string | null
          closed_by: string | null
          created_at: string
          method: string | null
          month: string
          paid_on: string | null
          snapshot: Json | null
          status: string
          tenant_id: string
          therapist_id: string
          total_cents: number | null
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          closed_at?: string | null
          closed_by?: string | null
          created_at?: string
          method?: string | null
          month: string
          paid_on?: string | null
          snapshot?: Json | null
          status?: string
          tenant_id: string
          therapist_id: string
          total_cents?: number | null
          updated_at?: string
        }
        Update: {
          closed_at?: string | null
          closed_by?: string | null
          created_at?: string
          method?: string | null
          month?: string
          paid_on?: string | null
          snapshot?: Json | null
          status?: string
          tenant_id?: string
          therapist_id?: string
          total_cents?: number | null
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'payout_statements_method_fkey'
            columns: ['method']
            isOneToOne: false
            referencedRelation: 'payment_methods'
            referencedColumns: ['key']
          },
          {
            foreignKeyName: 'payout_statements_tenant_id_therapist_id_fkey'
            columns: ['tenant_id', 'therapist_id']
            isOneToOne: false
            referencedRelation: 'therapists'
            referencedColumns: ['tenant_id', 'user_id']
          },
        ]
      }
      pipeline_stages: {
        Row: {
          archived_at: string | null
          id: string
          name: string
          pipeline_id: string
          position: number
          probability: number
          rotting_days: number | null
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          archived_at?: string | null
          id?: string
          name: string
          pipeline_id: string
          position?: number
          probability?: number
          rotting_days?: number | null
          tenant_id: string
        }
        Update: {
          archived_at?: string | null
          id?: string
          name?: string
          pipeline_id?: string
          position?: number
          probability?: number
          rotting_days?: number | null
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'pipeline_stages_tenant_id_pipeline_id_fkey'
            columns: ['tenant_id', 'pipeline_id']
            isOneToOne: false
            referencedRelation: 'pipelines'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      pipelines: {
        Row: {
          archived_at: string | null
          created_at: string
          id: string
          name: string
          position: number
          tenant_id: string
          version: number
        }
        ComputedFields: never
        Insert: {
          archived_at?: string | null
          created_at?: string
          id?: string
          name: string
          position?: number
          tenant_id: string
          version?: number
        }
        Update: {
          archived_at?: string | null
          created_at?: string
          id?: string
          name?: string
          position?: number
          tenant_id?: string
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: 'pipelines_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      privacy_incidents: {
        Row: {
          authority_told_on: string | null
          created_at: string
          created_by: string
          data_kinds: string | null
          description: string
          due_on: string
          happened_on: string | null
          id: string
          is_grave: boolean
          known_on: string
          measures: string | null
          not_told_reason: string | null
          people: number | null
          people_told_on: string | null
          tenant_id: string
          title: string
          updated_at: string
          version: number
        }
        ComputedFields: never
        Insert: {
          authority_told_on?: string | null
          created_at?: string
          created_by: string
          data_kinds?: string | null
          description: string
          due_on: string
          happened_on?: string | null
          id?: string
          is_grave?: boolean
          known_on: string
          measures?: string | null
          not_told_reason?: string | null
          people?: number | null
          people_told_on?: string | null
          tenant_id: string
          title: string
          updated_at?: string
          version?: number
        }
        Update: {
          authority_told_on?: string | null
          created_at?: string
          created_by?: string
          data_kinds?: string | null
          description?: string
          due_on?: string
          happened_on?: string | null
          id?: string
          is_grave?: boolean
          known_on?: string
          measures?: string | null
          not_told_reason?: string | null
          people?: number | null
          people_told_on?: string | null
          tenant_id?: string
          title?: string
          updated_at?: string
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: 'privacy_incidents_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      privacy_requests: {
        Row: {
          acts_for: string | null
          answer: string | null
          answered_at: string | null
          answered_by: string | null
          birth_date: string | null
          contact: string | null
          cpf: string | null
          created_at: string
          created_by: string | null
          details: string | null
          due_on: string
          email: string | null
          email_seen_at: string | null
          id: string
          kind: string
          origin: string
          patient_id: string | null
          person_name: string
          received_on: string
          state: string
          tenant_id: string
          token_hash: string | null
        }
        ComputedFields: never
        Insert: {
          acts_for?: string | null
          answer?: string | null
          answered_at?: string | null
          answered_by?: string | null
          birth_date?: string | null
          contact?: string | null
          cpf?: string | null
          created_at?: string
          created_by?: string | null
          details?: string | null
          due_on?: never
          email?: string | null
          email_seen_at?: string | null
          id?: string
          kind: string
          origin?: string
          patient_id?: string | null
          person_name: string
          received_on: string
          state?: string
          tenant_id: string
          token_hash?: string | null
        }
        Update: {
          acts_for?: string | null
          answer?: string | null
          answered_at?: string | null
          answered_by?: string | null
          birth_date?: string | null
          contact?: string | null
          cpf?: string | null
          created_at?: string
          created_by?: string | null
          details?: string | null
          due_on?: never
          email?: string | null
          email_seen_at?: string | null
          id?: string
          kind?: string
          origin?: string
          patient_id?: string | null
          person_name?: string
          received_on?: string
          state?: string
          tenant_id?: string
          token_hash?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'privacy_requests_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'privacy_requests_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      privacy_settings: {
        Row: {
          intro: string | null
          is_page_open: boolean
          tenant_id: string
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          intro?: string | null
          is_page_open?: boolean
          tenant_id: string
          updated_at?: string
        }
        Update: {
          intro?: string | null
          is_page_open?: boolean
          tenant_id?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'privacy_settings_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: true
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      private_notes: {
        Row: {
          author_id: string
          content: NonNullable<Json>
          created_at: string
          id: string
          occurred_on: string
          patient_id: string
          tenant_id: string
          title: string | null
          updated_at: string
          version: number
        }
        ComputedFields: never
        Insert: {
          author_id: string
          content: NonNullable<Json>
          created_at?: string
          id: string
          occurred_on: string
          patient_id: string
          tenant_id: string
          title?: string | null
          updated_at?: string
          version?: number
        }
        Update: {
          author_id?: string
          content?: NonNullable<Json>
          created_at?: string
          id?: string
          occurred_on?: string
          patient_id?: string
          tenant_id?: string
          title?: string | null
          updated_at?: string
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: 'private_notes_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'private_notes_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      processing_records: {
        Row: {
          countries: string
          data_kinds: string
          default_key: string | null
          id: string
          legal_basis: string
          name: string
          people: string
          purpose: string
          recipients: string
          removed_at: string | null
          retention: string
          tenant_id: string
          updated_at: string
          updated_by: string
        }
        ComputedFields: never
        Insert: {
          countries: string
          data_kinds: string
          default_key?: string | null
          id?: string
          legal_basis: string
          name: string
          people: string
          purpose: string
          recipients: string
          removed_at?: string | null
          retention: string
          tenant_id: string
          updated_at?: string
          updated_by: string
        }
        Update: {
          countries?: string
          data_kinds?: string
          default_key?: string | null
          id?: string
          legal_basis?: string
          name?: string
          people?: string
          purpose?: string
          recipients?: string
          removed_at?: string | null
          retention?: string
          tenant_id?: string
          updated_at?: string
          updated_by?: string
        }
        Relationships: [
          {
            foreignKeyName: 'processing_records_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      product_files: {
        Row: {
          archived_at: string | null
          created_at: string
          id: string
          max_downloads: number
          mime_type: string
          name: string
          product_id: string
          size: number
          tenant_id: string
          uploaded_by: string | null
          valid_days: number
        }
        ComputedFields: never
        Insert: {
          archived_at?: string | null
          created_at?: string
          id: string
          max_downloads?: number
          mime_type: string
          name: string
          product_id: string
          size: number
          tenant_id: string
          uploaded_by?: string | null
          valid_days?: number
        }
        Update: {
          archived_at?: string | null
          created_at?: string
          id?: string
          max_downloads?: number
          mime_type?: string
          name?: string
          product_id?: string
          size?: number
          tenant_id?: string
          uploaded_by?: string | null
          valid_days?: number
        }
        Relationships: [
          {
            foreignKeyName: 'product_files_tenant_id_product_id_fkey'
            columns: ['tenant_id', 'product_id']
            isOneToOne: false
            referencedRelation: 'products'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      product_images: {
        Row: {
          alt: string | null
          bytes: number
          created_at: string
          created_by: string | null
          height: number | null
          id: string
          mime_type: string
          position: number
          product_id: string
          tenant_id: string
          width: number | null
        }
        ComputedFields: never
        Insert: {
          alt?: string | null
          bytes: number
          created_at?: string
          created_by?: string | null
          height?: number | null
          id: string
          mime_type: string
          position: number
          product_id: string
          tenant_id: string
          width?: number | null
        }
        Update: {
          alt?: string | null
          bytes?: number
          created_at?: string
          created_by?: string | null
          height?: number | null
          id?: string
          mime_type?: string
          position?: number
          product_id?: string
          tenant_id?: string
          width?: number | null
        }
        Relationships: [
          {
            foreignKeyName: 'product_images_tenant_id_product_id_fkey'
            columns: ['tenant_id', 'product_id']
            isOneToOne: false
            referencedRelation: 'products'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      product_kinds: {
        Row: {
          gives_sessions: boolean
          gives_voucher: boolean
          has_seats: boolean
          has_stock: boolean
          invoice: string
          is_downloaded: boolean
          is_shipped: boolean
          key: string
          position: number
        }
        ComputedFields: never
        Insert: {
          gives_sessions: boolean
          gives_voucher?: boolean
          has_seats: boolean
          has_stock: boolean
          invoice: string
          is_downloaded?: boolean
          is_shipped: boolean
          key: string
          position: number
        }
        Update: {
          gives_sessions?: boolean
          gives_voucher?: boolean
          has_seats?: boolean
          has_stock?: boolean
          invoice?: string
          is_downloaded?: boolean
          is_shipped?: boolean
          key?: string
          position?: number
        }
        Relationships: []
      }
      product_options: {
        Row: {
          choices: string[]
          id: string
          name: string
          position: number
          product_id: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          choices: string[]
          id?: string
          name: string
          position: number
          product_id: string
          tenant_id: string
        }
        Update: {
          choices?: string[]
          id?: string
          name?: string
          position?: number
          product_id?: string
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'product_options_tenant_id_product_id_fkey'
            columns: ['tenant_id', 'product_id']
            isOneToOne: false
            referencedRelation: 'products'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      product_variants: {
        Row: {
          archived_at: string | null
          barcode: string | null
          choices: string[]
          cost_cents: number
          created_at: string
          id: string
          position: number
          price_cents: number
          product_id: string
          reorder_point: number | null
          reorder_quantity: number | null
          sku: string
          supplier_id: string | null
          tenant_id: string
          tracks_stock: boolean
          updated_at: string
          uses_lots: boolean
        }
        ComputedFields: never
        Insert: {
          archived_at?: string | null
          barcode?: string | null
          choices?: string[]
          cost_cents?: number
          created_at?: string
          id?: string
          position?: number
          price_cents?: number
          product_id: string
          reorder_point?: number | null
          reorder_quantity?: number | null
          sku: string
          supplier_id?: string | null
          tenant_id: string
          tracks_stock?: boolean
          updated_at?: string
          uses_lots?: boolean
        }
        Update: {
          archived_at?: string | null
          barcode?: string | null
          choices?: string[]
          cost_cents?: number
          created_at?: string
          id?: string
          position?: number
          price_cents?: number
          product_id?: string
          reorder_point?: number | null
          reorder_quantity?: number | null
          sku?: string
          supplier_id?: string | null
          tenant_id?: string
          tracks_stock?: boolean
          updated_at?: string
          uses_lots?: boolean
        }
        Relationships: [
          {
            foreignKeyName: 'product_variants_tenant_id_product_id_fkey'
            columns: ['tenant_id', 'product_id']
            isOneToOne: false
            referencedRelation: 'products'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'product_variants_tenant_id_supplier_id_fkey'
            columns: ['tenant_id', 'supplier_id']
            isOneToOne: false
            referencedRelation: 'suppliers'
            referencedColumns: ['tenant_id', 'company_id']
          },
        ]
      }
      products: {
        Row: {
          archived_at: string | null
          brand: string | null
          category: string | null
          cfop: string | null
          created_at: string
          created_by: string | null
          description: string | null
          id: string
          kind: string
          name: string
          ncm: string | null
          package_days: number | null
          package_sessions: number | null
          service_item: string | null
          session_type_id: string | null
          sort_key: string
          tax_basis_points: number | null
          tenant_id: string
          unit: string
          updated_at: string
          version: number
        }
        ComputedFields: never
        Insert: {
          archived_at?: string | null
          brand?: string | null
          category?: string | null
          cfop?: string | null
          created_at?: string
          created_by?: string | null
          description?: string | null
          id?: string
          kind: string
          name: string
          ncm?: string | null
          package_days?: number | null
          package_sessions?: number | null
          service_item?: string | null
          session_type_id?: string | null
          sort_key?: never
          tax_basis_points?: number | null
          tenant_id: string
          unit?: string
          updated_at?: string
          version?: number
        }
        Update: {
          archived_at?: string | null
          brand?: string | null
          category?: string | null
          cfop?: string | null
          created_at?: string
          created_by?: string | null
          description?: string | null
          id?: string
          kind?: string
          name?: string
          ncm?: string | null
          package_days?: number | null
          package_sessions?: number | null
          service_item?: string | null
          session_type_id?: string | null
          sort_key?: never
          tax_basis_points?: number | null
          tenant_id?: string
          unit?: string
          updated_at?: string
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: 'products_kind_fkey'
            columns: ['kind']
            isOneToOne: false
            referencedRelation: 'product_kinds'
            referencedColumns: ['key']
          },
          {
            foreignKeyName: 'products_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'products_tenant_id_session_type_id_fkey'
            columns: ['tenant_id', 'session_type_id']
            isOneToOne: false
            referencedRelation: 'session_types'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      profession_limits: {
        Row: {
          council: string
          feature: string
          source: string
        }
        ComputedFields: never
        Insert: {
          council: string
          feature: string
          source: string
        }
        Update: {
          council?: string
          feature?: string
          source?: string
        }
        Relationships: []
      }
      profiles: {
        Row: {
          created_at: string
          email: string
          full_name: string
          id: string
          locale: string
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          email: string
          full_name?: string
          id: string
          locale?: string
          updated_at?: string
        }
        Update: {
          created_at?: string
          email?: string
          full_name?: string
          id?: string
          locale?: string
          updated_at?: string
        }
        Relationships: []
      }
      purchase_order_items: {
        Row: {
          cost_cents: number
          id: string
          position: number
          purchase_id: string
          quantity: number
          received: number
          tenant_id: string
          variant_id: string
        }
        ComputedFields: never
        Insert: {
          cost_cents?: number
          id?: string
          position?: number
          purchase_id: string
          quantity: number
          received?: number
          tenant_id: string
          variant_id: string
        }
        Update: {
          cost_cents?: number
          id?: string
          position?: number
          purchase_id?: string
          quantity?: number
          received?: number
          tenant_id?: string
          variant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'purchase_order_items_tenant_id_purchase_id_fkey'
            columns: ['tenant_id', 'purchase_id']
            isOneToOne: false
            referencedRelation: 'purchase_orders'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'purchase_order_items_tenant_id_variant_id_fkey'
            columns: ['tenant_id', 'variant_id']
            isOneToOne: false
            referencedRelation: 'product_variants'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      purchase_orders: {
        Row: {
          closed_at: string | null
          created_at: string
          created_by: string | null
          expected_on: string | null
          freight_cents: number
          id: string
          is_suggested: boolean
          note: string | null
          number: number
          place_id: string
          sent_at: string | null
          sent_by_way: string | null
          state: string
          supplier_id: string
          tenant_id: string
          updated_at: string
          version: number
        }
        ComputedFields: never
        Insert: {
          closed_at?: string | null
          created_at?: string
          created_by?: string | null
          expected_on?: string | null
          freight_cents?: number
          id?: string
          is_suggested?: boolean
          note?: string | null
          number: number
          place_id: string
          sent_at?: string | null
          sent_by_way?: string | null
          state?: string
          supplier_id: string
          tenant_id: string
          updated_at?: string
          version?: number
        }
        Update: {
          closed_at?: string | null
          created_at?: string
          created_by?: string | null
          expected_on?: string | null
          freight_cents?: number
          id?: string
          is_suggested?: boolean
          note?: string | null
          number?: number
          place_id?: string
          sent_at?: string | null
          sent_by_way?: string | null
          state?: string
          supplier_id?: string
          tenant_id?: string
          updated_at?: string
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: 'purchase_orders_tenant_id_place_id_fkey'
            columns: ['tenant_id', 'place_id']
            isOneToOne: false
            referencedRelation: 'stock_places'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'purchase_orders_tenant_id_supplier_id_fkey'
            columns: ['tenant_id', 'supplier_id']
            isOneToOne: false
            referencedRelation: 'suppliers'
            referencedColumns: ['tenant_id', 'company_id']
          },
        ]
      }
      purchase_receipts: {
        Row: {
          freight_cents: number
          id: string
          invoice: string | null
          note: string | null
          purchase_id: string
          received_at: string
          received_by: string | null
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          freight_cents?: number
          id: string
          invoice?: string | null
          note?: string | null
          purchase_id: string
          received_at?: string
          received_by?: string | null
          tenant_id: string
        }
        Update: {
          freight_cents?: number
          id?: string
          invoice?: string | null
          note?: string | null
          purchase_id?: string
          received_at?: string
          received_by?: string | null
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'purchase_receipts_tenant_id_purchase_id_fkey'
            columns: ['tenant_id', 'purchase_id']
            isOneToOne: false
            referencedRelation: 'purchase_orders'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      quick_replies: {
        Row: {
          body: string
          created_at: string
          id: string
          owner_id: string | null
          shortcut: string
          tenant_id: string
          title: string
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          body: string
          created_at?: string
          id?: string
          owner_id?: string | null
          shortcut: string
          tenant_id: string
          title: string
          updated_at?: string
        }
        Update: {
          body?: string
          created_at?: string
          id?: string
          owner_id?: string | null
          shortcut?: string
          tenant_id?: string
          title?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'quick_replies_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'quick_replies_tenant_id_owner_id_fkey'
            columns: ['tenant_id', 'owner_id']
            isOneToOne: false
            referencedRelation: 'tenant_members'
            referencedColumns: ['tenant_id', 'user_id']
          },
        ]
      }
      quick_reply_files: {
        Row: {
          file_id: string
          position: number
          reply_id: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          file_id: string
          position: number
          reply_id: string
          tenant_id: string
        }
        Update: {
          file_id?: string
          position?: number
          reply_id?: string
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'quick_reply_files_tenant_id_reply_id_fkey'
            columns: ['tenant_id', 'reply_id']
            isOneToOne: false
            referencedRelation: 'quick_replies'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      receipts: {
        Row: {
          amount_cents: number
          cancel_reason: string | null
          cancelled_at: string | null
          cancelled_by: string | null
          content: NonNullable<Json>
          id: string
          issued_at: string
          issued_by: string
          number: number
          paid_on: string
          patient_id: string
          payment_id: string
          sha256: string
          tenant_id: string
          therapist_id: string | null
          year: number
        }
        ComputedFields: never
        Insert: {
          amount_cents: number
          cancel_reason?: string | null
          cancelled_at?: string | null
          cancelled_by?: string | null
          content: NonNullable<Json>
          id?: string
          issued_at: string
          issued_by: string
          number: number
          paid_on: string
          patient_id: string
          payment_id: string
          sha256: string
          tenant_id: string
          therapist_id?: string | null
          year: number
        }
        Update: {
          amount_cents?: number
          cancel_reason?: string | null
          cancelled_at?: string | null
          cancelled_by?: string | null
          content?: NonNullable<Json>
          id?: string
          issued_at?: string
          issued_by?: string
          number?: number
          paid_on?: string
          patient_id?: string
          payment_id?: string
          sha256?: string
          tenant_id?: string
          therapist_id?: string | null
          year?: number
        }
        Relationships: [
          {
            foreignKeyName: 'receipts_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'receipts_tenant_id_payment_id_fkey'
            columns: ['tenant_id', 'payment_id']
            isOneToOne: false
            referencedRelation: 'money_payments'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      receita_saude_exports: {
        Row: {
          created_at: string
          created_by: string
          from_day: string
          id: string
          tenant_id: string
          therapist_id: string
          to_day: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          created_by: string
          from_day: string
          id: string
          tenant_id: string
          therapist_id: string
          to_day: string
        }
        Update: {
          created_at?: string
          created_by?: string
          from_day?: string
          id?: string
          tenant_id?: string
          therapist_id?: string
          to_day?: string
        }
        Relationships: [
          {
            foreignKeyName: 'receita_saude_exports_tenant_id_therapist_id_fkey'
            columns: ['tenant_id', 'therapist_id']
            isOneToOne: false
            referencedRelation: 'therapists'
            referencedColumns: ['tenant_id', 'user_id']
          },
        ]
      }
      receita_saude_rows: {
        Row: {
          amount_cents: number
          export_id: string
          is_again: boolean
          line: string
          patient_id: string
          payment_id: string
          position: number
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          amount_cents: number
          export_id: string
          is_again?: boolean
          line: string
          patient_id: string
          payment_id: string
          position: number
          tenant_id: string
        }
        Update: {
          amount_cents?: number
          export_id?: string
          is_again?: boolean
          line?: string
          patient_id?: string
          payment_id?: string
          position?: number
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'receita_saude_rows_tenant_id_export_id_fkey'
            columns: ['tenant_id', 'export_id']
            isOneToOne: false
            referencedRelation: 'receita_saude_exports'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'receita_saude_rows_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'receita_saude_rows_tenant_id_payment_id_fkey'
            columns: ['tenant_id', 'payment_id']
            isOneToOne: false
            referencedRelation: 'money_payments'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      record_break_glass: {
        Row: {
          expires_at: string
          id: string
          opened_at: string
          patient_id: string
          reason: string
          tenant_id: string
          user_id: string
          user_name: string
        }
        ComputedFields: never
        Insert: {
          expires_at: string
          id?: string
          opened_at?: string
          patient_id: string
          reason: string
          tenant_id: string
          user_id: string
          user_name: string
        }
        Update: {
          expires_at?: string
          id?: string
          opened_at?: string
          patient_id?: string
          reason?: string
          tenant_id?: string
          user_id?: string
          user_name?: string
        }
        Relationships: [
          {
            foreignKeyName: 'record_break_glass_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'record_break_glass_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      record_entries: {
        Row: {
          addendum_to: string | null
          author_id: string
          author_name: string
          content: NonNullable<Json>
          content_hash: string | null
          countersigned_at: string | null
          countersigned_by: string | null
          countersigned_council: string | null
          countersigned_name: string | null
          countersigner_id: string | null
          created_at: string
          discarded_at: string | null
          id: string
          kind: string
          occurred_on: string
          patient_id: string
          session_id: string | null
          signed_at: string | null
          signer_council: string | null
          signer_name: string | null
          tenant_id: string
          title: string | null
          updated_at: string
          version: number
        }
        ComputedFields: never
        Insert: {
          addendum_to?: string | null
          author_id: string
          author_name: string
          content: NonNullable<Json>
          content_hash?: string | null
          countersigned_at?: string | null
          countersigned_by?: string | null
          countersigned_council?: string | null
          countersigned_name?: string | null
          countersigner_id?: string | null
          created_at?: string
          discarded_at?: string | null
          id: string
          kind: string
          occurred_on: string
          patient_id: string
          session_id?: string | null
          signed_at?: string | null
          signer_council?: string | null
          signer_name?: string | null
          tenant_id: string
          title?: string | null
          updated_at?: string
          version?: number
        }
        Update: {
          addendum_to?: string | null
          author_id?: string
          author_name?: string
          content?: NonNullable<Json>
          content_hash?: string | null
          countersigned_at?: string | null
          countersigned_by?: string | null
          countersigned_council?: string | null
          countersigned_name?: string | null
          countersigner_id?: string | null
          created_at?: string
          discarded_at?: string | null
          id?: string
          kind?: string
          occurred_on?: string
          patient_id?: string
          session_id?: string | null
          signed_at?: string | null
          signer_council?: string | null
          signer_name?: string | null
          tenant_id?: string
          title?: string | null
          updated_at?: string
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: 'record_entries_tenant_id_addendum_to_fkey'
            columns: ['tenant_id', 'addendum_to']
            isOneToOne: false
            referencedRelation: 'record_entries'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'record_entries_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'record_entries_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'record_entries_tenant_id_session_id_fkey'
            columns: ['tenant_id', 'session_id']
            isOneToOne: false
            referencedRelation: 'sessions'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      record_entry_versions: {
        Row: {
          content: NonNullable<Json>
          entry_id: string
          kind: string
          occurred_on: string
          saved_at: string
          saved_by: string
          saved_by_name: string
          tenant_id: string
          title: string | null
          version: number
        }
        ComputedFields: never
        Insert: {
          content: NonNullable<Json>
          entry_id: string
          kind: string
          occurred_on: string
          saved_at?: string
          saved_by: string
          saved_by_name: string
          tenant_id: string
          title?: string | null
          version: number
        }
        Update: {
          content?: NonNullable<Json>
          entry_id?: string
          kind?: string
          occurred_on?: string
          saved_at?: string
          saved_by?: string
          saved_by_name?: string
          tenant_id?: string
          title?: string | null
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: 'record_entry_versions_tenant_id_entry_id_fkey'
            columns: ['tenant_id', 'entry_id']
            isOneToOne: false
            referencedRelation: 'record_entries'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'record_entry_versions_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      record_reads: {
        Row: {
          at: string
          entry_id: string | null
          id: string
          kind: string
          note_id: string | null
          patient_id: string
          tenant_id: string
          user_id: string
          user_name: string
        }
        ComputedFields: never
        Insert: {
          at?: string
          entry_id?: string | null
          id?: string
          kind: string
          note_id?: string | null
          patient_id: string
          tenant_id: string
          user_id: string
          user_name: string
        }
        Update: {
          at?: string
          entry_id?: string | null
          id?: string
          kind?: string
          note_id?: string | null
          patient_id?: string
          tenant_id?: string
          user_id?: string
          user_name?: string
        }
        Relationships: [
          {
            foreignKeyName: 'record_reads_tenant_id_entry_id_fkey'
            columns: ['tenant_id', 'entry_id']
            isOneToOne: false
            referencedRelation: 'record_entries'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'record_reads_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'record_reads_tenant_id_note_id_fkey'
            columns: ['tenant_id', 'note_id']
            isOneToOne: false
            referencedRelation: 'private_notes'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'record_reads_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      record_settings: {
        Row: {
          break_glass_minutes: number
          break_glass_roles: string[]
          keep_years: number
          tenant_id: string
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          break_glass_minutes?: number
          break_glass_roles?: string[]
          keep_years?: number
          tenant_id: string
          updated_at?: string
        }
        Update: {
          break_glass_minutes?: number
          break_glass_roles?: string[]
          keep_years?: number
          tenant_id?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'record_settings_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: true
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      record_templates: {
        Row: {
          archived_at: string | null
          content: NonNullable<Json>
          created_at: string
          created_by: string | null
          id: string
          kind: string
          name: string
          tenant_id: string
          updated_at: string
          version: number
        }
        ComputedFields: never
        Insert: {
          archived_at?: string | null
          content: NonNullable<Json>
          created_at?: string
          created_by?: string | null
          id: string
          kind: string
          name: string
          tenant_id: string
          updated_at?: string
          version?: number
        }
        Update: {
          archived_at?: string | null
          content?: NonNullable<Json>
          created_at?: string
          created_by?: string | null
          id?: string
          kind?: string
          name?: string
          tenant_id?: string
          updated_at?: string
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: 'record_templates_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      report_schedules: {
        Row: {
          created_at: string
          created_by: string | null
          every: string
          hours: string
          id: string
          next_on: string
          tenant_id: string
          updated_at: string
          user_ids: string[]
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          created_by?: string | null
          every: string
          hours?: string
          id?: string
          next_on: string
          tenant_id: string
          updated_at?: string
          user_ids: string[]
        }
        Update: {
          created_at?: string
          created_by?: string | null
          every?: string
          hours?: string
          id?: string
          next_on?: string
          tenant_id?: string
          updated_at?: string
          user_ids?: string[]
        }
        Relationships: [
          {
            foreignKeyName: 'report_schedules_created_by_fkey'
            columns: ['created_by']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'report_schedules_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      report_settings: {
        Row: {
          answer_target_minutes: number
          tenant_id: string
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          answer_target_minutes?: number
          tenant_id: string
          updated_at?: string
        }
        Update: {
          answer_target_minutes?: number
          tenant_id?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'report_settings_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: true
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      retention_policies: {
        Row: {
          days: number
          is_on: boolean
          last_rows: number | null
          last_run_at: string | null
          target: string
          tenant_id: string
          updated_at: string
          updated_by: string
        }
        ComputedFields: never
        Insert: {
          days: number
          is_on?: boolean
          last_rows?: number | null
          last_run_at?: string | null
          target: string
          tenant_id: string
          updated_at?: string
          updated_by: string
        }
        Update: {
          days?: number
          is_on?: boolean
          last_rows?: number | null
          last_run_at?: string | null
          target?: string
          tenant_id?: string
          updated_at?: string
          updated_by?: string
        }
        Relationships: [
          {
            foreignKeyName: 'retention_policies_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      reviews: {
        Row: {
          body: string | null
          created_at: string
          decided_at: string | null
          decided_by: string | null
          id: string
          order_id: string
          product_id: string
          reason: string | null
          replied_at: string | null
          reply: string | null
          shown_name: string
          stars: number
          state: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          body?: string | null
          created_at?: string
          decided_at?: string | null
          decided_by?: string | null
          id?: string
          order_id: string
          product_id: string
          reason?: string | null
          replied_at?: string | null
          reply?: string | null
          shown_name: string
          stars: number
          state?: string
          tenant_id: string
        }
        Update: {
          body?: string | null
          created_at?: string
          decided_at?: string | null
          decided_by?: string | null
          id?: string
          order_id?: string
          product_id?: string
          reason?: string | null
          replied_at?: string | null
          reply?: string | null
          shown_name?: string
          stars?: number
          state?: string
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'reviews_tenant_id_order_id_fkey'
            columns: ['tenant_id', 'order_id']
            isOneToOne: false
            referencedRelation: 'orders'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'reviews_tenant_id_product_id_fkey'
            columns: ['tenant_id', 'product_id']
            isOneToOne: false
            referencedRelation: 'products'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      rooms: {
        Row: {
          archived_at: string | null
          created_at: string
          id: string
          name: string
          name_key: string
          position: number
          tenant_id: string
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          archived_at?: string | null
          created_at?: string
          id?: string
          name: string
          name_key?: never
          position?: number
          tenant_id: string
          updated_at?: string
        }
        Update: {
          archived_at?: string | null
          created_at?: string
          id?: string
          name?: string
          name_key?: never
          position?: number
          tenant_id?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'rooms_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      sales_events: {
        Row: {
          actor_id: string | null
          after: Json | null
          at: string
          before: Json | null
          company_id: string | null
          contact_id: string | null
          deal_id: string | null
          entity: string
          id: string
          kind: string
          lead_id: string | null
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          actor_id?: string | null
          after?: Json | null
          at?: string
          before?: Json | null
          company_id?: string | null
          contact_id?: string | null
          deal_id?: string | null
          entity: string
          id?: string
          kind: string
          lead_id?: string | null
          tenant_id: string
        }
        Update: {
          actor_id?: string | null
          after?: Json | null
          at?: string
          before?: Json | null
          company_id?: string | null
          contact_id?: string | null
          deal_id?: string | null
          entity?: string
          id?: string
          kind?: string
          lead_id?: string | null
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'sales_events_tenant_id_company_id_fkey'
            columns: ['tenant_id', 'company_id']
            isOneToOne: false
            referencedRelation: 'companies'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'sales_events_tenant_id_contact_id_fkey'
            columns: ['tenant_id', 'contact_id']
            isOneToOne: false
            referencedRelation: 'contacts'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'sales_events_tenant_id_deal_id_fkey'
            columns: ['tenant_id', 'deal_id']
            isOneToOne: false
            referencedRelation: 'deals'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'sales_events_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'sales_events_tenant_id_lead_id_fkey'
            columns: ['tenant_id', 'lead_id']
            isOneToOne: false
            referencedRelation: 'crm_leads'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      saved_views: {
        Row: {
          created_at: string
          id: string
          list: string
          name: string
          person_id: string | null
          query: NonNullable<Json>
          tenant_id: string
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          id: string
          list: string
          name: string
          person_id?: string | null
          query: NonNullable<Json>
          tenant_id: string
          updated_at?: string
        }
        Update: {
          created_at?: string
          id?: string
          list?: string
          name?: string
          person_id?: string | null
          query?: NonNullable<Json>
          tenant_id?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'saved_views_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'saved_views_tenant_id_person_id_fkey'
            columns: ['tenant_id', 'person_id']
            isOneToOne: false
            referencedRelation: 'tenant_members'
            referencedColumns: ['tenant_id', 'user_id']
          },
        ]
      }
      schedule_slots: {
        Row: {
          cancel_reason: string | null
          cancelled_at: string | null
          capacity: number
          created_at: string
          ends_at: string
          id: string
          place: string | null
          product_id: string
          reserved: number
          sold: number
          starts_at: string
          tenant_id: string
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          cancel_reason?: string | null
          cancelled_at?: string | null
          capacity: number
          created_at?: string
          ends_at: string
          id?: string
          place?: string | null
          product_id: string
          reserved?: number
          sold?: number
          starts_at: string
          tenant_id: string
          updated_at?: string
        }
        Update: {
          cancel_reason?: string | null
          cancelled_at?: string | null
          capacity?: number
          created_at?: string
          ends_at?: string
          id?: string
          place?: string | null
          product_id?: string
          reserved?: number
          sold?: number
          starts_at?: string
          tenant_id?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'schedule_slots_tenant_id_product_id_fkey'
            columns: ['tenant_id', 'product_id']
            isOneToOne: false
            referencedRelation: 'products'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      scheduled_messages: {
        Row: {
          body: string
          cancel_on_inbound: boolean
          created_at: string
          created_by: string | null
          id: string
          message_id: string | null
          reason: string | null
          send_at: string
          status: string
          template: Json | null
          tenant_id: string
          thread_id: string
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          body: string
          cancel_on_inbound?: boolean
          created_at?: string
          created_by?: string | null
          id: string
          message_id?: string | null
          reason?: string | null
          send_at: string
          status?: string
          template?: Json | null
          tenant_id: string
          thread_id: string
          updated_at?: string
        }
        Update: {
          body?: string
          cancel_on_inbound?: boolean
          created_at?: string
          created_by?: string | null
          id?: string
          message_id?: string | null
          reason?: string | null
          send_at?: string
          status?: string
          template?: Json | null
          tenant_id?: string
          thread_id?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'scheduled_messages_created_by_fkey'
            columns: ['created_by']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'scheduled_messages_tenant_id_thread_id_fkey'
            columns: ['tenant_id', 'thread_id']
            isOneToOne: false
            referencedRelation: 'conversation_threads'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      seat_holds: {
        Row: {
          closed_at: string | null
          created_at: string
          expires_at: string | null
          id: string
          owner_id: string
          owner_kind: string
          quantity: number
          returned: number
          slot_id: string
          state: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          closed_at?: string | null
          created_at?: string
          expires_at?: string | null
          id?: string
          owner_id: string
          owner_kind: string
          quantity: number
          returned?: number
          slot_id: string
          state?: string
          tenant_id: string
        }
        Update: {
          closed_at?: string | null
          created_at?: string
          expires_at?: string | null
          id?: string
          owner_id?: string
          owner_kind?: string
          quantity?: number
          returned?: number
          slot_id?: string
          state?: string
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'seat_holds_tenant_id_slot_id_fkey'
            columns: ['tenant_id', 'slot_id']
            isOneToOne: false
            referencedRelation: 'schedule_slots'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      second_factor_rules: {
        Row: {
          required_from: string
          role: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          required_from?: string
          role: string
          tenant_id: string
        }
        Update: {
          required_from?: string
          role?: string
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'second_factor_rules_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      segments: {
        Row: {
          created_at: string
          created_by: string | null
          entity: string
          id: string
          name: string
          query: NonNullable<Json>
          tenant_id: string
          updated_at: string
          version: number
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          created_by?: string | null
          entity: string
          id?: string
          name: string
          query: NonNullable<Json>
          tenant_id: string
          updated_at?: string
          version?: number
        }
        Update: {
          created_at?: string
          created_by?: string | null
          entity?: string
          id?: string
          name?: string
          query?: NonNullable<Json>
          tenant_id?: string
          updated_at?: string
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: 'segments_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      service_invoices: {
        Row: {
          amount_cents: number
          attempts: number
          cancel_asked_at: string | null
          cancel_reason: string | null
          cancelled_at: string | null
          content: NonNullable<Json>
          created_at: string
          created_by: string
          error: string | null
          id: string
          issued_at: string | null
          number: string | null
          payment_id: string
          pdf_url: string | null
          provider_document: string
          state: string
          tenant_id: string
          verification_code: string | null
          xml_url: string | null
        }
        ComputedFields: never
        Insert: {
          amount_cents: number
          attempts?: number
          cancel_asked_at?: string | null
          cancel_reason?: string | null
          cancelled_at?: string | null
          content: NonNullable<Json>
          created_at?: string
          created_by: string
          error?: string | null
          id?: string
          issued_at?: string | null
          number?: string | null
          payment_id: string
          pdf_url?: string | null
          provider_document: string
          state?: string
          tenant_id: string
          verification_code?: string | null
          xml_url?: string | null
        }
        Update: {
          amount_cents?: number
          attempts?: number
          cancel_asked_at?: string | null
          cancel_reason?: string | null
          cancelled_at?: string | null
          content?: NonNullable<Json>
          created_at?: string
          created_by?: string
          error?: string | null
          id?: string
          issued_at?: string | null
          number?: string | null
          payment_id?: string
          pdf_url?: string | null
          provider_document?: string
          state?: string
          tenant_id?: string
          verification_code?: string | null
          xml_url?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'service_invoices_tenant_id_payment_id_fkey'
            columns: ['tenant_id', 'payment_id']
            isOneToOne: false
            referencedRelation: 'money_payments'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      session_bills: {
        Row: {
          charge_id: string | null
          day: string
          holds_unit: boolean
          is_late: boolean
          makeup_of: string | null
          monthly_fee_id: string | null
          override_at: string | null
          override_by: string | null
          override_percent: number | null
          override_reason: string | null
          package_id: string | null
          patient_id: string
          plan: string
          price_cents: number | null
          price_source: string
          session_id: string
          session_price_cents: number | null
          session_type_id: string
          share_percent: number
          status: string
          tenant_id: string
          therapist_id: string
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          charge_id?: string | null
          day: string
          holds_unit?: boolean
          is_late?: boolean
          makeup_of?: string | null
          monthly_fee_id?: string | null
          override_at?: string | null
          override_by?: string | null
          override_percent?: number | null
          override_reason?: string | null
          package_id?: string | null
          patient_id: string
          plan: string
          price_cents?: number | null
          price_source: string
          session_id: string
          session_price_cents?: number | null
          session_type_id: string
          share_percent: number
          status: string
          tenant_id: string
          therapist_id: string
          updated_at?: string
        }
        Update: {
          charge_id?: string | null
          day?: string
          holds_unit?: boolean
          is_late?: boolean
          makeup_of?: string | null
          monthly_fee_id?: string | null
          override_at?: string | null
          override_by?: string | null
          override_percent?: number | null
          override_reason?: string | null
          package_id?: string | null
          patient_id?: string
          plan?: string
          price_cents?: number | null
          price_source?: string
          session_id?: string
          session_price_cents?: number | null
          session_type_id?: string
          share_percent?: number
          status?: string
          tenant_id?: string
          therapist_id?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'session_bills_status_fkey'
            columns: ['status']
            isOneToOne: false
            referencedRelation: 'session_statuses'
            referencedColumns: ['key']
          },
          {
            foreignKeyName: 'session_bills_tenant_id_charge_id_fkey'
            columns: ['tenant_id', 'charge_id']
            isOneToOne: false
            referencedRelation: 'money_charges'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'session_bills_tenant_id_makeup_of_fkey'
            columns: ['tenant_id', 'makeup_of']
            isOneToOne: false
            referencedRelation: 'sessions'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'session_bills_tenant_id_monthly_fee_id_fkey'
            columns: ['tenant_id', 'monthly_fee_id']
            isOneToOne: false
            referencedRelation: 'monthly_fees'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'session_bills_tenant_id_package_id_fkey'
            columns: ['tenant_id', 'package_id']
            isOneToOne: false
            referencedRelation: 'session_packages'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'session_bills_tenant_id_session_id_patient_id_fkey'
            columns: ['tenant_id', 'session_id', 'patient_id']
            isOneToOne: true
            referencedRelation: 'session_patients'
            referencedColumns: ['tenant_id', 'session_id', 'patient_id']
          },
        ]
      }
      session_calls: {
        Row: {
          id: string
          noted_at: string
          noted_by: string | null
          outcome: string
          patient_id: string
          session_id: string
          starts_at: string
          status_before: string
          tenant_id: string
          undone_at: string | null
          undone_by: string | null
        }
        ComputedFields: never
        Insert: {
          id?: string
          noted_at?: string
          noted_by?: string | null
          outcome: string
          patient_id: string
          session_id: string
          starts_at: string
          status_before: string
          tenant_id: string
          undone_at?: string | null
          undone_by?: string | null
        }
        Update: {
          id?: string
          noted_at?: string
          noted_by?: string | null
          outcome?: string
          patient_id?: string
          session_id?: string
          starts_at?: string
          status_before?: string
          tenant_id?: string
          undone_at?: string | null
          undone_by?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'session_calls_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'session_calls_tenant_id_session_id_fkey'
            columns: ['tenant_id', 'session_id']
            isOneToOne: false
            referencedRelation: 'sessions'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      session_deposits: {
        Row: {
          amount_cents: number
          asks_online: boolean
          hold_minutes: number
          session_type_id: string
          tenant_id: string
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          amount_cents: number
          asks_online?: boolean
          hold_minutes?: number
          session_type_id: string
          tenant_id: string
          updated_at?: string
        }
        Update: {
          amount_cents?: number
          asks_online?: boolean
          hold_minutes?: number
          session_type_id?: string
          tenant_id?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'session_deposits_tenant_id_session_type_id_fkey'
            columns: ['tenant_id', 'session_type_id']
            isOneToOne: true
            referencedRelation: 'session_types'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      session_notice_settings: {
        Row: {
          tells_booked: boolean
          tells_cancelled: boolean
          tells_moved: boolean
          tenant_id: string
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          tells_booked?: boolean
          tells_cancelled?: boolean
          tells_moved?: boolean
          tenant_id: string
          updated_at?: string
        }
        Update: {
          tells_booked?: boolean
          tells_cancelled?: boolean
          tells_moved?: boolean
          tenant_id?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'session_notice_settings_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: true
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      session_notices: {
        Row: {
          body: string
          created_at: string
          id: string
          message_id: string | null
          patient_id: string
          session_ids: string[]
          skipped: string | null
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          body: string
          created_at?: string
          id: string
          message_id?: string | null
          patient_id: string
          session_ids: string[]
          skipped?: string | null
          tenant_id: string
        }
        Update: {
          body?: string
          created_at?: string
          id?: string
          message_id?: string | null
          patient_id?: string
          session_ids?: string[]
          skipped?: string | null
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'session_notices_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      session_packages: {
        Row: {
          charge_id: string | null
          created_at: string
          created_by: string | null
          ended_at: string | null
          excused_consumes: boolean
          expires_on: string | null
          id: string
          late_cancel_consumes: boolean
          missed_consumes: boolean
          note: string | null
          patient_id: string
          payer_id: string
          price_cents: number
          session_type_id: string | null
          sessions: number
          starts_on: string
          tenant_id: string
          therapist_id: string | null
          updated_at: string
          used: number
        }
        ComputedFields: never
        Insert: {
          charge_id?: string | null
          created_at?: string
          created_by?: string | null
          ended_at?: string | null
          excused_consumes?: boolean
          expires_on?: string | null
          id: string
          late_cancel_consumes?: boolean
          missed_consumes?: boolean
          note?: string | null
          patient_id: string
          payer_id: string
          price_cents: number
          session_type_id?: string | null
          sessions: number
          starts_on: string
          tenant_id: string
          therapist_id?: string | null
          updated_at?: string
          used?: number
        }
        Update: {
          charge_id?: string | null
          created_at?: string
          created_by?: string | null
          ended_at?: string | null
          excused_consumes?: boolean
          expires_on?: string | null
          id?: string
          late_cancel_consumes?: boolean
          missed_consumes?: boolean
          note?: string | null
          patient_id?: string
          payer_id?: string
          price_cents?: number
          session_type_id?: string | null
          sessions?: number
          starts_on?: string
          tenant_id?: string
          therapist_id?: string | null
          updated_at?: string
          used?: number
        }
        Relationships: [
          {
            foreignKeyName: 'session_packages_tenant_id_charge_id_fkey'
            columns: ['tenant_id', 'charge_id']
            isOneToOne: false
            referencedRelation: 'money_charges'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'session_packages_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'session_packages_tenant_id_payer_id_fkey'
            columns: ['tenant_id', 'payer_id']
            isOneToOne: false
            referencedRelation: 'payers'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'session_packages_tenant_id_session_type_id_fkey'
            columns: ['tenant_id', 'session_type_id']
            isOneToOne: false
            referencedRelation: 'session_types'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      session_patients: {
        Row: {
          arrived_at: string | null
          created_at: string
          patient_id: string
          position: number
          session_id: string
          status: string
          tenant_id: string
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          arrived_at?: string | null
          created_at?: string
          patient_id: string
          position?: number
          session_id: string
          status?: string
          tenant_id: string
          updated_at?: string
        }
        Update: {
          arrived_at?: string | null
          created_at?: string
          patient_id?: string
          position?: number
          session_id?: string
          status?: string
          tenant_id?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'session_patients_status_fkey'
            columns: ['status']
            isOneToOne: false
            referencedRelation: 'session_statuses'
            referencedColumns: ['key']
          },
          {
            foreignKeyName: 'session_patients_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'session_patients_tenant_id_session_id_fkey'
            columns: ['tenant_id', 'session_id']
            isOneToOne: false
            referencedRelation: 'sessions'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      session_prices: {
        Row: {
          created_at: string
          id: string
          patient_id: string | null
          price_cents: number
          session_type_id: string | null
          tenant_id: string
          therapist_id: string | null
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          id: string
          patient_id?: string | null
          price_cents: number
          session_type_id?: string | null
          tenant_id: string
          therapist_id?: string | null
          updated_at?: string
        }
        Update: {
          created_at?: string
          id?: string
          patient_id?: string | null
          price_cents?: number
          session_type_id?: string | null
          tenant_id?: string
          therapist_id?: string | null
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'session_prices_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'session_prices_tenant_id_session_type_id_fkey'
            columns: ['tenant_id', 'session_type_id']
            isOneToOne: false
            referencedRelation: 'session_types'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'session_prices_tenant_id_therapist_id_fkey'
            columns: ['tenant_id', 'therapist_id']
            isOneToOne: false
            referencedRelation: 'therapists'
            referencedColumns: ['tenant_id', 'user_id']
          },
        ]
      }
      session_series: {
        Row: {
          count: number | null
          created_at: string
          created_by: string | null
          freq: string
          id: string
          minutes: number
          nth: number | null
          parent_id: string | null
          room_id: string | null
          session_type_id: string
          skipped: string[]
          start_date: string
          start_time: string
          tenant_id: string
          therapist_id: string
          until_date: string | null
          updated_at: string
          weekdays: string[]
        }
        ComputedFields: never
        Insert: {
          count?: number | null
          created_at?: string
          created_by?: string | null
          freq: string
          id?: string
          minutes: number
          nth?: number | null
          parent_id?: string | null
          room_id?: string | null
          session_type_id: string
          skipped?: string[]
          start_date: string
          start_time: string
          tenant_id: string
          therapist_id: string
          until_date?: string | null
          updated_at?: string
          weekdays: string[]
        }
        Update: {
          count?: number | null
          created_at?: string
          created_by?: string | null
          freq?: string
          id?: string
          minutes?: number
          nth?: number | null
          parent_id?: string | null
          room_id?: string | null
          session_type_id?: string
          skipped?: string[]
          start_date?: string
          start_time?: string
          tenant_id?: string
          therapist_id?: string
          until_date?: string | null
          updated_at?: string
          weekdays?: string[]
        }
        Relationships: [
          {
            foreignKeyName: 'session_series_tenant_id_parent_id_fkey'
            columns: ['tenant_id', 'parent_id']
            isOneToOne: false
            referencedRelation: 'session_series'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'session_series_tenant_id_room_id_fkey'
            columns: ['tenant_id', 'room_id']
            isOneToOne: false
            referencedRelation: 'rooms'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'session_series_tenant_id_session_type_id_fkey'
            columns: ['tenant_id', 'session_type_id']
            isOneToOne: false
            referencedRelation: 'session_types'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'session_series_tenant_id_therapist_id_fkey'
            columns: ['tenant_id', 'therapist_id']
            isOneToOne: false
            referencedRelation: 'therapists'
            referencedColumns: ['tenant_id', 'user_id']
          },
        ]
      }
      session_statuses: {
        Row: {
          blocks_time: boolean
          is_outcome: boolean
          key: string
          position: number
          prevails: number
        }
        ComputedFields: never
        Insert: {
          blocks_time: boolean
          is_outcome: boolean
          key: string
          position: number
          prevails: number
        }
        Update: {
          blocks_time?: boolean
          is_outcome?: boolean
          key?: string
          position?: number
          prevails?: number
        }
        Relationships: []
      }
      session_types: {
        Row: {
          archived_at: string | null
          capacity: number
          charges_once: boolean
          color: string
          created_at: string
          id: string
          is_online: boolean
          minutes: number
          name: string
          name_key: string
          position: number
          price_cents: number | null
          tenant_id: string
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          archived_at?: string | null
          capacity?: number
          charges_once?: boolean
          color?: string
          created_at?: string
          id?: string
          is_online?: boolean
          minutes?: number
          name: string
          name_key?: never
          position?: number
          price_cents?: number | null
          tenant_id: string
          updated_at?: string
        }
        Update: {
          archived_at?: string | null
          capacity?: number
          charges_once?: boolean
          color?: string
          created_at?: string
          id?: string
          is_online?: boolean
          minutes?: number
          name?: string
          name_key?: never
          position?: number
          price_cents?: number | null
          tenant_id?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'session_types_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      sessions: {
        Row: {
          blocks_time: boolean
          cancel_reason: string | null
          capacity: number
          charges_once: boolean | null
          created_at: string
          created_by: string | null
          during: unknown
          ends_at: string
          id: string
          is_online: boolean
          note: string | null
          online_url: string | null
          price_cents: number | null
          room_id: string | null
          series_id: string | null
          session_type_id: string
          slot_date: string | null
          squeezed_in_at: string | null
          squeezed_in_by: string | null
          squeezed_in_reason: string | null
          starts_at: string
          status: string
          tenant_id: string
          therapist_id: string
          title: string | null
          updated_at: string
          version: number
        }
        ComputedFields: never
        Insert: {
          blocks_time: boolean
          cancel_reason?: string | null
          capacity?: number
          charges_once?: boolean | null
          created_at?: string
          created_by?: string | null
          during?: never
          ends_at: string
          id?: string
          is_online?: boolean
          note?: string | null
          online_url?: string | null
          price_cents?: number | null
          room_id?: string | null
          series_id?: string | null
          session_type_id: string
          slot_date?: string | null
          squeezed_in_at?: string | null
          squeezed_in_by?: string | null
          squeezed_in_reason?: string | null
          starts_at: string
          status?: string
          tenant_id: string
          therapist_id: string
          title?: string | null
          updated_at?: string
          version?: number
        }
        Update: {
          blocks_time?: boolean
          cancel_reason?: string | null
          capacity?: number
          charges_once?: boolean | null
          created_at?: string
          created_by?: string | null
          during?: never
          ends_at?: string
          id?: string
          is_online?: boolean
          note?: string | null
          online_url?: string | null
          price_cents?: number | null
          room_id?: string | null
          series_id?: string | null
          session_type_id?: string
          slot_date?: string | null
          squeezed_in_at?: string | null
          squeezed_in_by?: string | null
          squeezed_in_reason?: string | null
          starts_at?: string
          status?: string
          tenant_id?: string
          therapist_id?: string
          title?: string | null
          updated_at?: string
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: 'sessions_status_fkey'
            columns: ['status']
            isOneToOne: false
            referencedRelation: 'session_statuses'
            referencedColumns: ['key']
          },
          {
            foreignKeyName: 'sessions_tenant_id_room_id_fkey'
            columns: ['tenant_id', 'room_id']
            isOneToOne: false
            referencedRelation: 'rooms'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'sessions_tenant_id_series_id_fkey'
            columns: ['tenant_id', 'series_id']
            isOneToOne: false
            referencedRelation: 'session_series'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'sessions_tenant_id_session_type_id_fkey'
            columns: ['tenant_id', 'session_type_id']
            isOneToOne: false
            referencedRelation: 'session_types'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'sessions_tenant_id_therapist_id_fkey'
            columns: ['tenant_id', 'therapist_id']
            isOneToOne: false
            referencedRelation: 'therapists'
            referencedColumns: ['tenant_id', 'user_id']
          },
        ]
      }
      shipping_rates: {
        Row: {
          cep_from: string
          cep_to: string
          days_max: number
          days_min: number
          free_from_cents: number | null
          id: string
          max_grams: number | null
          name: string
          position: number
          price_cents: number
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          cep_from: string
          cep_to: string
          days_max: number
          days_min: number
          free_from_cents?: number | null
          id?: string
          max_grams?: number | null
          name: string
          position: number
          price_cents: number
          tenant_id: string
        }
        Update: {
          cep_from?: string
          cep_to?: string
          days_max?: number
          days_min?: number
          free_from_cents?: number | null
          id?: string
          max_grams?: number | null
          name?: string
          position?: number
          price_cents?: number
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'shipping_rates_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      shop_settings: {
        Row: {
          address: string | null
          email: string | null
          has_chat: boolean
          hold_minutes: number
          intro_text: string | null
          is_indexed: boolean
          is_open: boolean
          legal_name: string | null
          offers_pickup: boolean
          phone: string | null
          pickup_note: string | null
          policy_text: string | null
          slug: string
          takes_reviews: boolean
          tax_id: string | null
          tenant_id: string
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          address?: string | null
          email?: string | null
          has_chat?: boolean
          hold_minutes?: number
          intro_text?: string | null
          is_indexed?: boolean
          is_open?: boolean
          legal_name?: string | null
          offers_pickup?: boolean
          phone?: string | null
          pickup_note?: string | null
          policy_text?: string | null
          slug: string
          takes_reviews?: boolean
          tax_id?: string | null
          tenant_id: string
          updated_at?: string
        }
        Update: {
          address?: string | null
          email?: string | null
          has_chat?: boolean
          hold_minutes?: number
          intro_text?: string | null
          is_indexed?: boolean
          is_open?: boolean
          legal_name?: string | null
          offers_pickup?: boolean
          phone?: string | null
          pickup_note?: string | null
          policy_text?: string | null
          slug?: string
          takes_reviews?: boolean
          tax_id?: string | null
          tenant_id?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'shop_settings_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: true
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      stock_count_lines: {
        Row: {
          count_id: string
          counted: number
          counted_at: string
          counted_by: string | null
          difference: number
          expected: number
          id: string
          lot_id: string | null
          tenant_id: string
          variant_id: string
        }
        ComputedFields: never
        Insert: {
          count_id: string
          counted: number
          counted_at?: string
          counted_by?: string | null
          difference?: never
          expected: number
          id?: string
          lot_id?: string | null
          tenant_id: string
          variant_id: string
        }
        Update: {
          count_id?: string
          counted?: number
          counted_at?: string
          counted_by?: string | null
          difference?: never
          expected?: number
          id?: string
          lot_id?: string | null
          tenant_id?: string
          variant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'stock_count_lines_tenant_id_count_id_fkey'
            columns: ['tenant_id', 'count_id']
            isOneToOne: false
            referencedRelation: 'stock_counts'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'stock_count_lines_tenant_id_lot_id_fkey'
            columns: ['tenant_id', 'lot_id']
            isOneToOne: false
            referencedRelation: 'stock_lots'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'stock_count_lines_tenant_id_variant_id_fkey'
            columns: ['tenant_id', 'variant_id']
            isOneToOne: false
            referencedRelation: 'product_variants'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      stock_counts: {
        Row: {
          closed_at: string | null
          closed_by: string | null
          created_at: string
          created_by: string | null
          id: string
          note: string | null
          place_id: string
          state: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          closed_at?: string | null
          closed_by?: string | null
          created_at?: string
          created_by?: string | null
          id: string
          note?: string | null
          place_id: string
          state?: string
          tenant_id: string
        }
        Update: {
          closed_at?: string | null
          closed_by?: string | null
          created_at?: string
          created_by?: string | null
          id?: string
          note?: string | null
          place_id?: string
          state?: string
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'stock_counts_tenant_id_place_id_fkey'
            columns: ['tenant_id', 'place_id']
            isOneToOne: false
            referencedRelation: 'stock_places'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      stock_holds: {
        Row: {
          closed_at: string | null
          created_at: string
          expires_at: string | null
          id: string
          owner_id: string
          owner_kind: string
          place_id: string
          quantity: number
          returned: number
          state: string
          taken: number
          tenant_id: string
          variant_id: string
        }
        ComputedFields: never
        Insert: {
          closed_at?: string | null
          created_at?: string
          expires_at?: string | null
          id?: string
          owner_id: string
          owner_kind: string
          place_id: string
          quantity: number
          returned?: number
          state?: string
          taken?: number
          tenant_id: string
          variant_id: string
        }
        Update: {
          closed_at?: string | null
          created_at?: string
          expires_at?: string | null
          id?: string
          owner_id?: string
          owner_kind?: string
          place_id?: string
          quantity?: number
          returned?: number
          state?: string
          taken?: number
          tenant_id?: string
          variant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'stock_holds_tenant_id_place_id_fkey'
            columns: ['tenant_id', 'place_id']
            isOneToOne: false
            referencedRelation: 'stock_places'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'stock_holds_tenant_id_variant_id_fkey'
            columns: ['tenant_id', 'variant_id']
            isOneToOne: false
            referencedRelation: 'product_variants'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      stock_levels: {
        Row: {
          on_hand: number
          place_id: string
          reserved: number
          tenant_id: string
          value_cents: number
          variant_id: string
        }
        ComputedFields: never
        Insert: {
          on_hand?: number
          place_id: string
          reserved?: number
          tenant_id: string
          value_cents?: number
          variant_id: string
        }
        Update: {
          on_hand?: number
          place_id?: string
          reserved?: number
          tenant_id?: string
          value_cents?: number
          variant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'stock_levels_tenant_id_place_id_fkey'
            columns: ['tenant_id', 'place_id']
            isOneToOne: false
            referencedRelation: 'stock_places'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'stock_levels_tenant_id_variant_id_fkey'
            columns: ['tenant_id', 'variant_id']
            isOneToOne: false
            referencedRelation: 'product_variants'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      stock_lot_levels: {
        Row: {
          lot_id: string
          on_hand: number
          place_id: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          lot_id: string
          on_hand?: number
          place_id: string
          tenant_id: string
        }
        Update: {
          lot_id?: string
          on_hand?: number
          place_id?: string
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'stock_lot_levels_tenant_id_lot_id_fkey'
            columns: ['tenant_id', 'lot_id']
            isOneToOne: false
            referencedRelation: 'stock_lots'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'stock_lot_levels_tenant_id_place_id_fkey'
            columns: ['tenant_id', 'place_id']
            isOneToOne: false
            referencedRelation: 'stock_places'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      stock_lots: {
        Row: {
          code: string
          created_at: string
          expires_on: string | null
          id: string
          tenant_id: string
          variant_id: string
        }
        ComputedFields: never
        Insert: {
          code: string
          created_at?: string
          expires_on?: string | null
          id?: string
          tenant_id: string
          variant_id: string
        }
        Update: {
          code?: string
          created_at?: string
          expires_on?: string | null
          id?: string
          tenant_id?: string
          variant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'stock_lots_tenant_id_variant_id_fkey'
            columns: ['tenant_id', 'variant_id']
            isOneToOne: false
            referencedRelation: 'product_variants'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      stock_moves: {
        Row: {
          actor_id: string | null
          at: string
          id: string
          kind: string
          lot_id: string | null
          note: string | null
          number: number
          on_hand: number
          on_hand_after: number
          owner_id: string | null
          owner_kind: string | null
          place_id: string
          reason: string | null
          reserved: number
          reserved_after: number
          tenant_id: string
          value_cents: number
          variant_id: string
        }
        ComputedFields: never
        Insert: {
          actor_id?: string | null
          at?: string
          id?: string
          kind: string
          lot_id?: string | null
          note?: string | null
          number?: number
          on_hand?: number
          on_hand_after: number
          owner_id?: string | null
          owner_kind?: string | null
          place_id: string
          reason?: string | null
          reserved?: number
          reserved_after: number
          tenant_id: string
          value_cents?: number
          variant_id: string
        }
        Update: {
          actor_id?: string | null
          at?: string
          id?: string
          kind?: string
          lot_id?: string | null
          note?: string | null
          number?: number
          on_hand?: number
          on_hand_after?: number
          owner_id?: string | null
          owner_kind?: string | null
          place_id?: string
          reason?: string | null
          reserved?: number
          reserved_after?: number
          tenant_id?: string
          value_cents?: number
          variant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'stock_moves_reason_fkey'
            columns: ['reason']
            isOneToOne: false
            referencedRelation: 'stock_reasons'
            referencedColumns: ['key']
          },
          {
            foreignKeyName: 'stock_moves_tenant_id_lot_id_fkey'
            columns: ['tenant_id', 'lot_id']
            isOneToOne: false
            referencedRelation: 'stock_lots'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'stock_moves_tenant_id_place_id_fkey'
            columns: ['tenant_id', 'place_id']
            isOneToOne: false
            referencedRelation: 'stock_places'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'stock_moves_tenant_id_variant_id_fkey'
            columns: ['tenant_id', 'variant_id']
            isOneToOne: false
            referencedRelation: 'product_variants'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      stock_needs: {
        Row: {
          opened_at: string
          purchase_id: string | null
          tenant_id: string
          variant_id: string
        }
        ComputedFields: never
        Insert: {
          opened_at?: string
          purchase_id?: string | null
          tenant_id: string
          variant_id: string
        }
        Update: {
          opened_at?: string
          purchase_id?: string | null
          tenant_id?: string
          variant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'stock_needs_tenant_id_purchase_id_fkey'
            columns: ['tenant_id', 'purchase_id']
            isOneToOne: false
            referencedRelation: 'purchase_orders'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'stock_needs_tenant_id_variant_id_fkey'
            columns: ['tenant_id', 'variant_id']
            isOneToOne: true
            referencedRelation: 'product_variants'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      stock_places: {
        Row: {
          archived_at: string | null
          created_at: string
          id: string
          is_default: boolean
          name: string
          position: number
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          archived_at?: string | null
          created_at?: string
          id?: string
          is_default?: boolean
          name: string
          position?: number
          tenant_id: string
        }
        Update: {
          archived_at?: string | null
          created_at?: string
          id?: string
          is_default?: boolean
          name?: string
          position?: number
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'stock_places_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      stock_reasons: {
        Row: {
          adds: boolean
          key: string
          needs_note: boolean
          position: number
        }
        ComputedFields: never
        Insert: {
          adds: boolean
          key: string
          needs_note?: boolean
          position: number
        }
        Update: {
          adds?: boolean
          key?: string
          needs_note?: boolean
          position?: number
        }
        Relationships: []
      }
      suppliers: {
        Row: {
          archived_at: string | null
          company_id: string
          created_at: string
          lead_days: number | null
          minimum_cents: number | null
          tenant_id: string
          terms: string | null
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          archived_at?: string | null
          company_id: string
          created_at?: string
          lead_days?: number | null
          minimum_cents?: number | null
          tenant_id: string
          terms?: string | null
          updated_at?: string
        }
        Update: {
          archived_at?: string | null
          company_id?: string
          created_at?: string
          lead_days?: number | null
          minimum_cents?: number | null
          tenant_id?: string
          terms?: string | null
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'suppliers_tenant_id_company_id_fkey'
            columns: ['tenant_id', 'company_id']
            isOneToOne: true
            referencedRelation: 'companies'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      tasks: {
        Row: {
          assignee_id: string | null
          company_id: string | null
          contact_id: string | null
          created_at: string
          created_by: string | null
          deal_id: string | null
          done_at: string | null
          done_by: string | null
          due_on: string
          id: string
          kind: string
          lead_id: string | null
          note: string | null
          patient_id: string | null
          run_id: string | null
          starts_at: string | null
          tenant_id: string
          thread_id: string | null
          title: string
        }
        ComputedFields: never
        Insert: {
          assignee_id?: string | null
          company_id?: string | null
          contact_id?: string | null
          created_at?: string
          created_by?: string | null
          deal_id?: string | null
          done_at?: string | null
          done_by?: string | null
          due_on: string
          id: string
          kind?: string
          lead_id?: string | null
          note?: string | null
          patient_id?: string | null
          run_id?: string | null
          starts_at?: string | null
          tenant_id: string
          thread_id?: string | null
          title: string
        }
        Update: {
          assignee_id?: string | null
          company_id?: string | null
          contact_id?: string | null
          created_at?: string
          created_by?: string | null
          deal_id?: string | null
          done_at?: string | null
          done_by?: string | null
          due_on?: string
          id?: string
          kind?: string
          lead_id?: string | null
          note?: string | null
          patient_id?: string | null
          run_id?: string | null
          starts_at?: string | null
          tenant_id?: string
          thread_id?: string | null
          title?: string
        }
        Relationships: [
          {
            foreignKeyName: 'tasks_done_by_fkey'
            columns: ['done_by']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'tasks_kind_fkey'
            columns: ['kind']
            isOneToOne: false
            referencedRelation: 'activity_kinds'
            referencedColumns: ['key']
          },
          {
            foreignKeyName: 'tasks_tenant_id_assignee_id_fkey'
            columns: ['tenant_id', 'assignee_id']
            isOneToOne: false
            referencedRelation: 'tenant_members'
            referencedColumns: ['tenant_id', 'user_id']
          },
          {
            foreignKeyName: 'tasks_tenant_id_company_id_fkey'
            columns: ['tenant_id', 'company_id']
            isOneToOne: false
            referencedRelation: 'companies'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'tasks_tenant_id_contact_id_fkey'
            columns: ['tenant_id', 'contact_id']
            isOneToOne: false
            referencedRelation: 'contacts'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'tasks_tenant_id_deal_id_fkey'
            columns: ['tenant_id', 'deal_id']
            isOneToOne: false
            referencedRelation: 'deals'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'tasks_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'tasks_tenant_id_lead_id_fkey'
            columns: ['tenant_id', 'lead_id']
            isOneToOne: false
            referencedRelation: 'crm_leads'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'tasks_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'tasks_tenant_id_run_id_fkey'
            columns: ['tenant_id', 'run_id']
            isOneToOne: false
            referencedRelation: 'workflow_runs'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'tasks_tenant_id_thread_id_fkey'
            columns: ['tenant_id', 'thread_id']
            isOneToOne: false
            referencedRelation: 'conversation_threads'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      tenant_cancellations: {
        Row: {
          announced_days: number | null
          cancelled_at: string
          cancelled_by: string | null
          deletion_on: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          announced_days?: number | null
          cancelled_at?: string
          cancelled_by?: string | null
          deletion_on: string
          tenant_id: string
        }
        Update: {
          announced_days?: number | null
          cancelled_at?: string
          cancelled_by?: string | null
          deletion_on?: string
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'tenant_cancellations_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: true
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      tenant_invitations: {
        Row: {
          accepted_at: string | null
          accepted_by: string | null
          created_at: string
          created_by: string | null
          email: string
          expires_at: string
          id: string
          revoked_at: string | null
          role: string
          tenant_id: string
          token_hash: string
        }
        ComputedFields: never
        Insert: {
          accepted_at?: string | null
          accepted_by?: string | null
          created_at?: string
          created_by?: string | null
          email: string
          expires_at?: string
          id?: string
          revoked_at?: string | null
          role: string
          tenant_id: string
          token_hash: string
        }
        Update: {
          accepted_at?: string | null
          accepted_by?: string | null
          created_at?: string
          created_by?: string | null
          email?: string
          expires_at?: string
          id?: string
          revoked_at?: string | null
          role?: string
          tenant_id?: string
          token_hash?: string
        }
        Relationships: [
          {
            foreignKeyName: 'tenant_invitations_accepted_by_fkey'
            columns: ['accepted_by']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'tenant_invitations_created_by_fkey'
            columns: ['created_by']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'tenant_invitations_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      tenant_members: {
        Row: {
          created_at: string
          role: string
          status: string
          tenant_id: string
          updated_at: string
          user_id: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          role: string
          status?: string
          tenant_id: string
          updated_at?: string
          user_id: string
        }
        Update: {
          created_at?: string
          role?: string
          status?: string
          tenant_id?: string
          updated_at?: string
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'tenant_members_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'tenant_members_user_id_fkey'
            columns: ['user_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
        ]
      }
      tenant_modules: {
        Row: {
          changed_at: string
          is_on: boolean
          module: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          changed_at?: string
          is_on: boolean
          module: string
          tenant_id: string
        }
        Update: {
          changed_at?: string
          is_on?: boolean
          module?: string
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'tenant_modules_module_fkey'
            columns: ['module']
            isOneToOne: false
            referencedRelation: 'modules'
            referencedColumns: ['key']
          },
          {
            foreignKeyName: 'tenant_modules_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      tenants: {
        Row: {
          assigns_in_turn: boolean
          cpf_cnpj: string | null
          created_at: string
          id: string
          ignore_groups: boolean
          logo_path: string | null
          name: string
          slug: string
          time_zone: string
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          assigns_in_turn?: boolean
          cpf_cnpj?: string | null
          created_at?: string
          id?: string
          ignore_groups?: boolean
          logo_path?: string | null
          name: string
          slug: string
          time_zone?: string
          updated_at?: string
        }
        Update: {
          assigns_in_turn?: boolean
          cpf_cnpj?: string | null
          created_at?: string
          id?: string
          ignore_groups?: boolean
          logo_path?: string | null
          name?: string
          slug?: string
          time_zone?: string
          updated_at?: string
        }
        Relationships: []
      }
      therapist_fiscal: {
        Row: {
          address: string | null
          city: string | null
          document: string | null
          legal_name: string | null
          occupation: string | null
          receives_as: string
          tenant_id: string
          updated_at: string
          user_id: string
        }
        ComputedFields: never
        Insert: {
          address?: string | null
          city?: string | null
          document?: string | null
          legal_name?: string | null
          occupation?: string | null
          receives_as: string
          tenant_id: string
          updated_at?: string
          user_id: string
        }
        Update: {
          address?: string | null
          city?: string | null
          document?: string | null
          legal_name?: string | null
          occupation?: string | null
          receives_as?: string
          tenant_id?: string
          updated_at?: string
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'therapist_fiscal_occupation_fkey'
            columns: ['occupation']
            isOneToOne: false
            referencedRelation: 'health_occupations'
            referencedColumns: ['code']
          },
          {
            foreignKeyName: 'therapist_fiscal_tenant_id_user_id_fkey'
            columns: ['tenant_id', 'user_id']
            isOneToOne: true
            referencedRelation: 'therapists'
            referencedColumns: ['tenant_id', 'user_id']
          },
        ]
      }
      therapists: {
        Row: {
          color: string
          council: string | null
          council_number: string | null
          council_region: string | null
          created_at: string
          is_active: boolean
          name: string
          position: number
          supervisor_id: string | null
          tenant_id: string
          updated_at: string
          user_id: string
        }
        ComputedFields: never
        Insert: {
          color?: string
          council?: string | null
          council_number?: string | null
          council_region?: string | null
          created_at?: string
          is_active?: boolean
          name: string
          position?: number
          supervisor_id?: string | null
          tenant_id: string
          updated_at?: string
          user_id: string
        }
        Update: {
          color?: string
          council?: string | null
          council_number?: string | null
          council_region?: string | null
          created_at?: string
          is_active?: boolean
          name?: string
          position?: number
          supervisor_id?: string | null
          tenant_id?: string
          updated_at?: string
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'therapists_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'therapists_tenant_id_supervisor_id_fkey'
            columns: ['tenant_id', 'supervisor_id']
            isOneToOne: false
            referencedRelation: 'therapists'
            referencedColumns: ['tenant_id', 'user_id']
          },
        ]
      }
      twilio_accounts: {
        Row: {
          account_sid: string
          channel_id: string
          created_at: string
          id: string
          messaging_service_sid: string | null
          sender_phone: string
          templates_synced_at: string | null
          tenant_id: string
          updated_at: string
          verified_at: string | null
        }
        ComputedFields: never
        Insert: {
          account_sid: string
          channel_id: string
          created_at?: string
          id?: string
          messaging_service_sid?: string | null
          sender_phone: string
          templates_synced_at?: string | null
          tenant_id: string
          updated_at?: string
          verified_at?: string | null
        }
        Update: {
          account_sid?: string
          channel_id?: string
          created_at?: string
          id?: string
          messaging_service_sid?: string | null
          sender_phone?: string
          templates_synced_at?: string | null
          tenant_id?: string
          updated_at?: string
          verified_at?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'twilio_accounts_tenant_id_channel_id_fkey'
            columns: ['tenant_id', 'channel_id']
            isOneToOne: true
            referencedRelation: 'notification_channels'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      waiting_list: {
        Row: {
          created_at: string
          created_by: string | null
          earliest_on: string | null
          ended_at: string | null
          id: string
          is_priority: boolean
          note: string | null
          patient_id: string
          session_type_id: string
          since: string
          status: string
          tenant_id: string
          therapist_id: string | null
          turns: string[]
          updated_at: string
          weekdays: string[]
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          created_by?: string | null
          earliest_on?: string | null
          ended_at?: string | null
          id?: string
          is_priority?: boolean
          note?: string | null
          patient_id: string
          session_type_id: string
          since?: string
          status?: string
          tenant_id: string
          therapist_id?: string | null
          turns?: string[]
          updated_at?: string
          weekdays?: string[]
        }
        Update: {
          created_at?: string
          created_by?: string | null
          earliest_on?: string | null
          ended_at?: string | null
          id?: string
          is_priority?: boolean
          note?: string | null
          patient_id?: string
          session_type_id?: string
          since?: string
          status?: string
          tenant_id?: string
          therapist_id?: string | null
          turns?: string[]
          updated_at?: string
          weekdays?: string[]
        }
        Relationships: [
          {
            foreignKeyName: 'waiting_list_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'waiting_list_tenant_id_session_type_id_fkey'
            columns: ['tenant_id', 'session_type_id']
            isOneToOne: false
            referencedRelation: 'session_types'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'waiting_list_tenant_id_therapist_id_fkey'
            columns: ['tenant_id', 'therapist_id']
            isOneToOne: false
            referencedRelation: 'therapists'
            referencedColumns: ['tenant_id', 'user_id']
          },
        ]
      }
      waiting_list_offers: {
        Row: {
          answered_at: string | null
          body: string | null
          created_at: string
          created_by: string | null
          entry_id: string
          expires_at: string | null
          id: string
          message_id: string | null
          session_id: string | null
          skipped: string | null
          slot_id: string
          state: string
          tenant_id: string
          token_hash: string | null
        }
        ComputedFields: never
        Insert: {
          answered_at?: string | null
          body?: string | null
          created_at?: string
          created_by?: string | null
          entry_id: string
          expires_at?: string | null
          id?: string
          message_id?: string | null
          session_id?: string | null
          skipped?: string | null
          slot_id: string
          state?: string
          tenant_id: string
          token_hash?: string | null
        }
        Update: {
          answered_at?: string | null
          body?: string | null
          created_at?: string
          created_by?: string | null
          entry_id?: string
          expires_at?: string | null
          id?: string
          message_id?: string | null
          session_id?: string | null
          skipped?: string | null
          slot_id?: string
          state?: string
          tenant_id?: string
          token_hash?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'waiting_list_offers_tenant_id_entry_id_fkey'
            columns: ['tenant_id', 'entry_id']
            isOneToOne: false
            referencedRelation: 'waiting_list'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'waiting_list_offers_tenant_id_slot_id_fkey'
            columns: ['tenant_id', 'slot_id']
            isOneToOne: false
            referencedRelation: 'waiting_slots'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      waiting_list_settings: {
        Row: {
          deadline_minutes: number
          is_on: boolean
          notice_hours: number
          offers_at_once: number
          tenant_id: string
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          deadline_minutes?: number
          is_on?: boolean
          notice_hours?: number
          offers_at_once?: number
          tenant_id: string
          updated_at?: string
        }
        Update: {
          deadline_minutes?: number
          is_on?: boolean
          notice_hours?: number
          offers_at_once?: number
          tenant_id?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'waiting_list_settings_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: true
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      waiting_slots: {
        Row: {
          created_at: string
          created_by: string | null
          ended_at: string | null
          ends_at: string
          freed_session_id: string | null
          id: string
          is_automatic: boolean
          room_id: string | null
          starts_at: string
          status: string
          tenant_id: string
          therapist_id: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          created_by?: string | null
          ended_at?: string | null
          ends_at: string
          freed_session_id?: string | null
          id?: string
          is_automatic: boolean
          room_id?: string | null
          starts_at: string
          status?: string
          tenant_id: string
          therapist_id: string
        }
        Update: {
          created_at?: string
          created_by?: string | null
          ended_at?: string | null
          ends_at?: string
          freed_session_id?: string | null
          id?: string
          is_automatic?: boolean
          room_id?: string | null
          starts_at?: string
          status?: string
          tenant_id?: string
          therapist_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'waiting_slots_tenant_id_freed_session_id_fkey'
            columns: ['tenant_id', 'freed_session_id']
            isOneToOne: false
            referencedRelation: 'sessions'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'waiting_slots_tenant_id_room_id_fkey'
            columns: ['tenant_id', 'room_id']
            isOneToOne: false
            referencedRelation: 'rooms'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'waiting_slots_tenant_id_therapist_id_fkey'
            columns: ['tenant_id', 'therapist_id']
            isOneToOne: false
            referencedRelation: 'therapists'
            referencedColumns: ['tenant_id', 'user_id']
          },
        ]
      }
      webhook_attempts: {
        Row: {
          at: string
          delivery_id: string
          duration_ms: number | null
          error: string | null
          number: number
          response: string | null
          status: number | null
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          at: string
          delivery_id: string
          duration_ms?: number | null
          error?: string | null
          number: number
          response?: string | null
          status?: number | null
          tenant_id: string
        }
        Update: {
          at?: string
          delivery_id?: string
          duration_ms?: number | null
          error?: string | null
          number?: number
          response?: string | null
          status?: number | null
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'webhook_attempts_tenant_id_delivery_id_fkey'
            columns: ['tenant_id', 'delivery_id']
            isOneToOne: false
            referencedRelation: 'webhook_deliveries'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      webhook_deliveries: {
        Row: {
          attempts: number
          created_at: string
          data: NonNullable<Json>
          delivered_at: string | null
          endpoint_id: string
          event: string
          id: string
          is_test: boolean
          last_error: string | null
          last_status: number | null
          next_attempt_at: string | null
          occurred_at: string
          source_key: string | null
          state: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          attempts?: number
          created_at?: string
          data: NonNullable<Json>
          delivered_at?: string | null
          endpoint_id: string
          event: string
          id?: string
          is_test?: boolean
          last_error?: string | null
          last_status?: number | null
          next_attempt_at?: string | null
          occurred_at: string
          source_key?: string | null
          state?: string
          tenant_id: string
        }
        Update: {
          attempts?: number
          created_at?: string
          data?: NonNullable<Json>
          delivered_at?: string | null
          endpoint_id?: string
          event?: string
          id?: string
          is_test?: boolean
          last_error?: string | null
          last_status?: number | null
          next_attempt_at?: string | null
          occurred_at?: string
          source_key?: string | null
          state?: string
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'webhook_deliveries_event_fkey'
            columns: ['event']
            isOneToOne: false
            referencedRelation: 'webhook_event_kinds'
            referencedColumns: ['key']
          },
          {
            foreignKeyName: 'webhook_deliveries_tenant_id_endpoint_id_fkey'
            columns: ['tenant_id', 'endpoint_id']
            isOneToOne: false
            referencedRelation: 'webhook_endpoints'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      webhook_endpoints: {
        Row: {
          created_at: string
          created_by: string | null
          description: string | null
          disabled_at: string | null
          disabled_reason: string | null
          events: string[]
          failing_since: string | null
          id: string
          is_active: boolean
          tenant_id: string
          updated_at: string
          url: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          created_by?: string | null
          description?: string | null
          disabled_at?: string | null
          disabled_reason?: string | null
          events: string[]
          failing_since?: string | null
          id?: string
          is_active?: boolean
          tenant_id: string
          updated_at?: string
          url: string
        }
        Update: {
          created_at?: string
          created_by?: string | null
          description?: string | null
          disabled_at?: string | null
          disabled_reason?: string | null
          events?: string[]
          failing_since?: string | null
          id?: string
          is_active?: boolean
          tenant_id?: string
          updated_at?: string
          url?: string
        }
        Relationships: [
          {
            foreignKeyName: 'webhook_endpoints_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      webhook_event_kinds: {
        Row: {
          is_offered: boolean
          key: string
          position: number
        }
        ComputedFields: never
        Insert: {
          is_offered?: boolean
          key: string
          position: number
        }
        Update: {
          is_offered?: boolean
          key?: string
          position?: number
        }
        Relationships: []
      }
      whatsapp_credit_packages: {
        Row: {
          created_at: string
          credits: number
          description: string | null
          id: string
          is_active: boolean
          is_featured: boolean
          name: string
          position: number
          price_brl: number
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          credits: number
          description?: string | null
          id?: string
          is_active?: boolean
          is_featured?: boolean
          name: string
          position?: number
          price_brl: number
          updated_at?: string
        }
        Update: {
          created_at?: string
          credits?: number
          description?: string | null
          id?: string
          is_active?: boolean
          is_featured?: boolean
          name?: string
          position?: number
          price_brl?: number
          updated_at?: string
        }
        Relationships: []
      }
      whatsapp_credit_purchases: {
        Row: {
          amount_brl: number
          asaas_customer_id: string | null
          asaas_payment_id: string | null
          asaas_payment_link: string | null
          asaas_pix_copy_paste: string | null
          asaas_pix_qrcode: string | null
          charging_until: string | null
          client_id: string
          cpf_cnpj: string
          created_at: string
          created_by: string | null
          credits: number
          expires_at: string | null
          failed_at: string | null
          id: string
          next_check_at: string | null
          package_id: string | null
          package_name: string
          paid_at: string | null
          reversed_credits: number
          status: string
          tenant_id: string
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          amount_brl: number
          asaas_customer_id?: string | null
          asaas_payment_id?: string | null
          asaas_payment_link?: string | null
          asaas_pix_copy_paste?: string | null
          asaas_pix_qrcode?: string | null
          charging_until?: string | null
          client_id: string
          cpf_cnpj: string
          created_at?: string
          created_by?: string | null
          credits: number
          expires_at?: string | null
          failed_at?: string | null
          id?: string
          next_check_at?: string | null
          package_id?: string | null
          package_name: string
          paid_at?: string | null
          reversed_credits?: number
          status?: string
          tenant_id: string
          updated_at?: string
        }
        Update: {
          amount_brl?: number
          asaas_customer_id?: string | null
          asaas_payment_id?: string | null
          asaas_payment_link?: string | null
          asaas_pix_copy_paste?: string | null
          asaas_pix_qrcode?: string | null
          charging_until?: string | null
          client_id?: string
          cpf_cnpj?: string
          created_at?: string
          created_by?: string | null
          credits?: number
          expires_at?: string | null
          failed_at?: string | null
          id?: string
          next_check_at?: string | null
          package_id?: string | null
          package_name?: string
          paid_at?: string | null
          reversed_credits?: number
          status?: string
          tenant_id?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'whatsapp_credit_purchases_created_by_fkey'
            columns: ['created_by']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'whatsapp_credit_purchases_package_id_fkey'
            columns: ['package_id']
            isOneToOne: false
            referencedRelation: 'whatsapp_credit_packages'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'whatsapp_credit_purchases_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      whatsapp_credits_balance: {
        Row: {
          balance: number
          created_at: string
          debt_credits: number
          lifetime_purchased: number
          lifetime_used: number
          low_balance_alerted_at: string | null
          low_balance_threshold: number
          tenant_id: string
          told_at: string | null
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          balance?: number
          created_at?: string
          debt_credits?: number
          lifetime_purchased?: number
          lifetime_used?: number
          low_balance_alerted_at?: string | null
          low_balance_threshold?: number
          tenant_id: string
          told_at?: string | null
          updated_at?: string
        }
        Update: {
          balance?: number
          created_at?: string
          debt_credits?: number
          lifetime_purchased?: number
          lifetime_used?: number
          low_balance_alerted_at?: string | null
          low_balance_threshold?: number
          tenant_id?: string
          told_at?: string | null
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'whatsapp_credits_balance_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: true
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      whatsapp_credits_transactions: {
        Row: {
          admin_id: string | null
          amount: number
          balance_after: number
          conversation_message_id: string | null
          created_at: string
          debt_change: number
          id: number
          kind: string
          note: string | null
          purchase_id: string | null
          reference: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          admin_id?: string | null
          amount: number
          balance_after: number
          conversation_message_id?: string | null
          created_at?: string
          debt_change?: number
          id?: number
          kind: string
          note?: string | null
          purchase_id?: string | null
          reference: string
          tenant_id: string
        }
        Update: {
          admin_id?: string | null
          amount?: number
          balance_after?: number
          conversation_message_id?: string | null
          created_at?: string
          debt_change?: number
          id?: number
          kind?: string
          note?: string | null
          purchase_id?: string | null
          reference?: string
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'whatsapp_credits_transactions_admin_id_fkey'
            columns: ['admin_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'whatsapp_credits_transactions_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'whatsapp_credits_balance'
            referencedColumns: ['tenant_id']
          },
          {
            foreignKeyName: 'whatsapp_credits_transactions_tenant_id_purchase_id_fkey'
            columns: ['tenant_id', 'purchase_id']
            isOneToOne: false
            referencedRelation: 'whatsapp_credit_purchases'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      workflow_runs: {
        Row: {
          chain: string[]
          ended_at: string | null
          event_key: string
          id: string
          occurrence: NonNullable<Json>
          patient_id: string | null
          reason: string | null
          session_id: string | null
          started_at: string
          state: string
          step_no: number
          tenant_id: string
          thread_id: string | null
          version: number
          workflow_id: string
        }
        ComputedFields: never
        Insert: {
          chain: string[]
          ended_at?: string | null
          event_key: string
          id?: string
          occurrence: NonNullable<Json>
          patient_id?: string | null
          reason?: string | null
          session_id?: string | null
          started_at: string
          state?: string
          step_no?: number
          tenant_id: string
          thread_id?: string | null
          version: number
          workflow_id: string
        }
        Update: {
          chain?: string[]
          ended_at?: string | null
          event_key?: string
          id?: string
          occurrence?: NonNullable<Json>
          patient_id?: string | null
          reason?: string | null
          session_id?: string | null
          started_at?: string
          state?: string
          step_no?: number
          tenant_id?: string
          thread_id?: string | null
          version?: number
          workflow_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'workflow_runs_tenant_id_patient_id_fkey'
            columns: ['tenant_id', 'patient_id']
            isOneToOne: false
            referencedRelation: 'patients'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'workflow_runs_tenant_id_session_id_fkey'
            columns: ['tenant_id', 'session_id']
            isOneToOne: false
            referencedRelation: 'sessions'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'workflow_runs_tenant_id_thread_id_fkey'
            columns: ['tenant_id', 'thread_id']
            isOneToOne: false
            referencedRelation: 'conversation_threads'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'workflow_runs_tenant_id_workflow_id_version_fkey'
            columns: ['tenant_id', 'workflow_id', 'version']
            isOneToOne: false
            referencedRelation: 'workflow_versions'
            referencedColumns: ['tenant_id', 'workflow_id', 'version']
          },
        ]
      }
      workflow_steps: {
        Row: {
          attempts: number
          branch: string | null
          entered_at: string
          error: string | null
          finished_at: string | null
          id: string
          kind: string
          message_id: string | null
          position: number
          result: NonNullable<Json>
          run_at: string
          run_id: string
          state: string
          step_id: string
          tenant_id: string
        }
        ComputedFields: never
        Insert: {
          attempts?: number
          branch?: string | null
          entered_at: string
          error?: string | null
          finished_at?: string | null
          id?: string
          kind: string
          message_id?: string | null
          position: number
          result?: NonNullable<Json>
          run_at: string
          run_id: string
          state?: string
          step_id: string
          tenant_id: string
        }
        Update: {
          attempts?: number
          branch?: string | null
          entered_at?: string
          error?: string | null
          finished_at?: string | null
          id?: string
          kind?: string
          message_id?: string | null
          position?: number
          result?: NonNullable<Json>
          run_at?: string
          run_id?: string
          state?: string
          step_id?: string
          tenant_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'workflow_steps_tenant_id_run_id_fkey'
            columns: ['tenant_id', 'run_id']
            isOneToOne: false
            referencedRelation: 'workflow_runs'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      workflow_versions: {
        Row: {
          definition: NonNullable<Json>
          plan: NonNullable<Json>
          published_at: string
          published_by: string
          tenant_id: string
          version: number
          workflow_id: string
        }
        ComputedFields: never
        Insert: {
          definition: NonNullable<Json>
          plan: NonNullable<Json>
          published_at?: string
          published_by: string
          tenant_id: string
          version: number
          workflow_id: string
        }
        Update: {
          definition?: NonNullable<Json>
          plan?: NonNullable<Json>
          published_at?: string
          published_by?: string
          tenant_id?: string
          version?: number
          workflow_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'workflow_versions_tenant_id_workflow_id_fkey'
            columns: ['tenant_id', 'workflow_id']
            isOneToOne: false
            referencedRelation: 'workflows'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      workflows: {
        Row: {
          created_at: string
          created_by: string | null
          draft: NonNullable<Json>
          draft_version: number
          id: string
          name: string
          status: string
          tenant_id: string
          trigger_kind: string | null
          updated_at: string
          version: number | null
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          created_by?: string | null
          draft: NonNullable<Json>
          draft_version?: number
          id?: string
          name: string
          status?: string
          tenant_id: string
          trigger_kind?: string | null
          updated_at?: string
          version?: number | null
        }
        Update: {
          created_at?: string
          created_by?: string | null
          draft?: NonNullable<Json>
          draft_version?: number
          id?: string
          name?: string
          status?: string
          tenant_id?: string
          trigger_kind?: string | null
          updated_at?: string
          version?: number | null
        }
        Relationships: [
          {
            foreignKeyName: 'workflows_created_by_fkey'
            columns: ['created_by']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'workflows_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'tenants'
            referencedColumns: ['id']
          },
        ]
      }
      working_hours: {
        Row: {
          counted_from: string
          created_at: string
          every_weeks: number
          from_time: string
          id: string
          room_id: string | null
          tenant_id: string
          therapist_id: string
          until_time: string
          weekday: string
        }
        ComputedFields: never
        Insert: {
          counted_from?: string
          created_at?: string
          every_weeks?: number
          from_time: string
          id?: string
          room_id?: string | null
          tenant_id: string
          therapist_id: string
          until_time: string
          weekday: string
        }
        Update: {
          counted_from?: string
          created_at?: string
          every_weeks?: number
          from_time?: string
          id?: string
          room_id?: string | null
          tenant_id?: string
          therapist_id?: string
          until_time?: string
          weekday?: string
        }
        Relationships: [
          {
            foreignKeyName: 'working_hours_tenant_id_room_id_fkey'
            columns: ['tenant_id', 'room_id']
            isOneToOne: false
            referencedRelation: 'rooms'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'working_hours_tenant_id_therapist_id_fkey'
            columns: ['tenant_id', 'therapist_id']
            isOneToOne: false
            referencedRelation: 'therapists'
            referencedColumns: ['tenant_id', 'user_id']
          },
        ]
      }
    }
    Views: {
      [_ in never]: never
    }
    Functions: {
      accept_invitation: { Args: { p_token: string }; Returns: Json }
      accept_unofficial_whatsapp: { Args: { p_tenant_id: string }; Returns: Json }
      activate_assistant_prompt: {
        Args: { p_prompt_id: string; p_share?: number; p_tenant_id: string }
        Returns: Json
      }
      add_addon_credits: {
        Args: {
          p_addon_type: string
          p_credits: number
          p_details?: Json
          p_reference: string
          p_tenant_id: string
          p_type?: string
        }
        Returns: {
          addon_type: string
          admin_user_id: string | null
          amount: number
          balance_after: number
          balance_before: number
          created_at: string | null
          currency: string | null
          day_ends_at: string | null
          description: string | null
          hour_ends_at: string | null
          id: string
          metadata: Json | null
          owner_id: string | null
          payment_method: string | null
          payment_reference: string | null
          position: number
          price_cents: number | null
          product_id: string | null
          queue_id: string | null
          reference: string
          tenant_id: string
          type: string
        }
        SetofOptions: {
          from: '*'
          to: 'addon_transactions'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      add_adjustment: {
        Args: {
          p_amount_cents: number
          p_day?: string
          p_id: string
          p_patient_id: string
          p_reason: string
          p_tenant_id: string
        }
        Returns: Json
      }
      add_care_team: {
        Args: { p_patient_id: string; p_tenant_id: string; p_user_id: string }
        Returns: undefined
      }
      add_conversation_note: {
        Args: {
          p_body: string
          p_id: string
          p_mentions?: string[]
          p_tenant_id: string
          p_thread_key: string
        }
        Returns: Json
      }
      add_faq_cases: { Args: { p_tenant_id: string }; Returns: number }
      add_patient_file: {
        Args: {
          p_id: string
          p_is_clinical: boolean
          p_name: string
          p_patient_id: string
          p_tenant_id: string
        }
        Returns: Json
      }
      add_payout_adjustment: {
        Args: {
          p_amount_cents: number
          p_id: string
          p_month: string
          p_reason: string
          p_tenant_id: string
          p_therapist_id: string
        }
        Returns: Json
      }
      add_whatsapp_credits: {
        Args: {
          p_admin_id?: string
          p_credits: number
          p_kind?: string
          p_note?: string
          p_purchase_id?: string
          p_reference: string
          p_tenant_id: string
        }
        Returns: {
          admin_id: string | null
          amount: number
          balance_after: number
          conversation_message_id: string | null
          created_at: string
          debt_change: number
          id: number
          kind: string
          note: string | null
          purchase_id: string | null
          reference: string
          tenant_id: string
        }
        SetofOptions: {
          from: '*'
          to: 'whatsapp_credits_transactions'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      adjust_stock: {
        Args: {
          p_id: string
          p_lot?: Json
          p_note?: string
          p_place_id: string
          p_quantity: number
          p_reason: string
          p_tenant_id: string
          p_variant_id: string
        }
        Returns: Json
      }
      allow_reminders: {
        Args: { p_allowed: boolean; p_payer_id: string; p_tenant_id: string }
        Returns: Json
      }
      answer_privacy_request: {
        Args: { p_answer: string; p_id: string; p_state: string; p_tenant_id: string }
        Returns: {
          acts_for: string | null
          answer: string | null
          answered_at: string | null
          answered_by: string | null
          birth_date: string | null
          contact: string | null
          cpf: string | null
          created_at: string
          created_by: string | null
          details: string | null
          due_on: string
          email: string | null
          email_seen_at: string | null
          id: string
          kind: string
          origin: string
          patient_id: string | null
          person_name: string
          received_on: string
          state: string
          tenant_id: string
          token_hash: string | null
        }
        SetofOptions: {
          from: '*'
          to: 'privacy_requests'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      answer_waiting_offer: { Args: { p_id: string; p_tenant_id: string; p_yes: boolean }; Returns: Json }
      archive_assistant_case: { Args: { p_case_id: string; p_tenant_id: string }; Returns: boolean }
      archive_intake_form: { Args: { p_id: string; p_tenant_id: string }; Returns: undefined }
      archive_medico: { Args: { p_archived: boolean; p_id: string; p_tenant_id: string }; Returns: undefined }
      archive_patient: {
        Args: { p_archived: boolean; p_id: string; p_tenant_id: string }
        Returns: undefined
      }
      archive_patients: {
        Args: { p_archived: boolean; p_ids: string[]; p_tenant_id: string }
        Returns: string[]
      }
      archive_products: {
        Args: { p_archived?: boolean; p_ids: string[]; p_tenant_id: string }
        Returns: number
      }
      archive_record_template: {
        Args: { p_archived: boolean; p_id: string; p_tenant_id: string }
        Returns: undefined
      }
      archive_room: { Args: { p_archived: boolean; p_id: string; p_tenant_id: string }; Returns: undefined }
      archive_sales: {
        Args: { p_archived?: boolean; p_entity: string; p_ids: string[]; p_tenant_id: string }
        Returns: number
      }
      archive_session_type: {
        Args: { p_archived: boolean; p_id: string; p_tenant_id: string }
        Returns: undefined
      }
      ask_session_deposit: {
        Args: {
          p_amount_cents?: number
          p_id: string
          p_patient_id: string
          p_session_id: string
          p_tenant_id: string
        }
        Returns: Json
      }
      assign_conversation: {
        Args: { p_tenant_id: string; p_thread_key: string; p_user_id: string }
        Returns: {
          assigned_at: string | null
          assigned_to: string | null
          blocked_at: string | null
          board_column: string
          channel: string
          contact_name: string | null
          created_at: string
          id: string
          is_group: boolean
          last_inbound_at: string | null
          last_message_at: string
          last_message_direction: string | null
          last_message_id: string | null
          last_message_kind: string | null
          last_message_preview: string | null
          last_message_status: string | null
          last_reaction: Json | null
          name_source: string | null
          next_scheduled_at: string | null
          opted_out: boolean
          phone: string | null
          picture_path: string | null
          reply_address: string | null
          snoozed_at: string | null
          snoozed_until: string | null
          status: string
          status_reason: string | null
          tag_ids: string[]
          tenant_id: string
          thread_key: string
          unread_count: number
          updated_at: string
          waiting_since: string | null
        }
        SetofOptions: {
          from: '*'
          to: 'conversation_threads'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      attach_document_file: { Args: { p_file_id: string; p_id: string; p_tenant_id: string }; Returns: Json }
      attend_and_pay: {
        Args: {
          p_id: string
          p_method: string
          p_patient_id?: string
          p_session_id: string
          p_tenant_id: string
        }
        Returns: Json
      }
      begin_import: {
        Args: {
          p_bytes: number
          p_file_name: string
          p_id: string
          p_kind: string
          p_mime_type?: string
          p_tenant_id: string
        }
        Returns: Json
      }
      begin_media_upload: {
        Args: {
          p_bytes: number
          p_file_name?: string
          p_kind: string
          p_mime_type: string
          p_tenant_id: string
          p_thread_key: string
          p_upload_id: string
        }
        Returns: Json
      }
      begin_patient_copy: {
        Args: { p_message_id: string; p_patient_id: string; p_tenant_id: string; p_upload_id: string }
        Returns: Json
      }
      begin_patient_upload: {
        Args: {
          p_bytes: number
          p_file_name?: string
          p_mime_type: string
          p_patient_id: string
          p_tenant_id: string
          p_upload_id: string
        }
        Returns: Json
      }
      begin_product_image: {
        Args: {
          p_bytes: number
          p_file_name?: string
          p_mime_type: string
          p_product_id: string
          p_tenant_id: string
          p_upload_id: string
        }
        Returns: Json
      }
      begin_product_upload: {
        Args: {
          p_bytes: number
          p_file_name?: string
          p_mime_type: string
          p_product_id: string
          p_tenant_id: string
          p_upload_id: string
        }
        Returns: Json
      }
      begin_quick_reply_upload: {
        Args: {
          p_bytes: number
          p_file_name?: string
          p_kind: string
          p_mime_type: string
          p_reply_id: string
          p_tenant_id: string
          p_upload_id: string
        }
        Returns: Json
      }
      begin_reminder: {
        Args: { p_body: string; p_id: string; p_payer_id: string; p_tenant_id: string }
        Returns: Json
      }
      begin_stock_count: {
        Args: { p_id: string; p_note?: string; p_place_id: string; p_tenant_id: string }
        Returns: Json
      }
      bill_unbilled_sessions: { Args: { p_from: string; p_id: string; p_tenant_id: string }; Returns: Json }
      block_conversation: {
        Args: { p_blocked?: boolean; p_tenant_id: string; p_thread_key: string }
        Returns: {
          assigned_at: string | null
          assigned_to: string | null
          blocked_at: string | null
          board_column: string
          channel: string
          contact_name: string | null
          created_at: string
          id: string
          is_group: boolean
          last_inbound_at: string | null
          last_message_at: string
          last_message_direction: string | null
          last_message_id: string | null
          last_message_kind: string | null
          last_message_preview: string | null
          last_message_status: string | null
          last_reaction: Json | null
          name_source: string | null
          next_scheduled_at: string | null
          opted_out: boolean
          phone: string | null
          picture_path: string | null
          reply_address: string | null
          snoozed_at: string | null
          snoozed_until: string | null
          status: string
          status_reason: string | null
          tag_ids: string[]
          tenant_id: string
          thread_key: string
          unread_count: number
          updated_at: string
          waiting_since: string | null
        }
        SetofOptions: {
          from: '*'
          to: 'conversation_threads'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      book_series: {
        Args: { p_decisions?: Json; p_id: string; p_series: Json; p_tenant_id: string }
        Returns: Json
      }
      book_session: {
        Args: { p_id: string; p_session: Json; p_squeeze_in_reason?: string; p_tenant_id: string }
        Returns: Json
      }
      cancel_ai_indexing: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      cancel_assistant_evaluation: { Args: { p_run_id: string; p_tenant_id: string }; Returns: Json }
      cancel_export: {
        Args: { p_id: string; p_tenant_id: string }
        Returns: {
          attempt: string | null
          bytes: number | null
          created_at: string
          done: number
          expires_at: string | null
          failure: string | null
          finished_at: string | null
          id: string
          kind: string
          path: string | null
          requested_by: string
          sha256: string | null
          state: string
          subject: NonNullable<Json>
          tenant_id: string
          total: number | null
        }
        SetofOptions: {
          from: '*'
          to: 'exports'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      cancel_history_import: { Args: { p_import_id: string; p_tenant_id: string }; Returns: Json }
      cancel_import: {
        Args: { p_id: string; p_tenant_id: string }
        Returns: {
          attempt: string | null
          bytes: number
          created: number
          created_at: string
          done: number
          failure: string | null
          file_name: string
          finished_at: string | null
          id: string
          kept: number
          kind: string
          merged: number
          options: NonNullable<Json>
          policy: string
          rejected: number
          requested_by: string
          started_at: string | null
          state: string
          tenant_id: string
          total: number | null
          unchanged: number
          undo_until: string | null
          undone: number
          undone_at: string | null
          updated: number
        }
        SetofOptions: {
          from: '*'
          to: 'imports'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      cancel_intake_invite: { Args: { p_id: string; p_tenant_id: string }; Returns: undefined }
      cancel_media_upload: { Args: { p_tenant_id: string; p_upload_id: string }; Returns: undefined }
      cancel_order: {
        Args: {
          p_kind?: string
          p_method?: string
          p_order_id: string
          p_reason: string
          p_tenant_id: string
        }
        Returns: Json
      }
      cancel_order_invoice: { Args: { p_id: string; p_reason: string; p_tenant_id: string }; Returns: Json }
      cancel_outbound_message: {
        Args: { p_message_id: string; p_tenant_id: string }
        Returns: {
          author_name: string | null
          body: string | null
          channel_id: string
          client_id: string | null
          content: NonNullable<Json>
          created_at: string
          deleted_at: string | null
          delivered_at: string | null
          direction: string
          edited_at: string | null
          error_code: string | null
          error_detail: string | null
          id: string
          kind: string
          media: Json | null
          media_file_id: string | null
          next_attempt_at: string | null
          occurred_at: string
          opt_effect: string | null
          origin: string
          provider: string
          provider_message_id: string | null
          reacted_at: NonNullable<Json>
          reactions: NonNullable<Json>
          read_at: string | null
          reply_to_id: string | null
          reply_to_provider_id: string | null
          sent_by: string | null
          status: string
          tenant_id: string
          thread_id: string
        }
        SetofOptions: {
          from: '*'
          to: 'conversation_messages'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      cancel_patient_document: {
        Args: { p_id: string; p_reason: string; p_tenant_id: string }
        Returns: Json
      }
      cancel_pix_charge: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      cancel_purchase: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      cancel_receipt: { Args: { p_id: string; p_reason: string; p_tenant_id: string }; Returns: Json }
      cancel_schedule_slot: {
        Args: { p_reason?: string; p_slot_id: string; p_tenant_id: string }
        Returns: undefined
      }
      cancel_scheduled_message: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      cancel_service_invoice: { Args: { p_id: string; p_reason: string; p_tenant_id: string }; Returns: Json }
      cancel_session: {
        Args: { p_id: string; p_reason?: string; p_scope?: string; p_tenant_id: string; p_version: number }
        Returns: Json
      }
      cancel_tenant: {
        Args: { p_confirm: string; p_tenant_id: string }
        Returns: {
          announced_days: number | null
          cancelled_at: string
          cancelled_by: string | null
          deletion_on: string
          tenant_id: string
        }
        SetofOptions: {
          from: '*'
          to: 'tenant_cancellations'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      change_campaign: { Args: { p_act: string; p_id: string; p_tenant_id: string }; Returns: Json }
      change_conversations: {
        Args: { p_action: string; p_tenant_id: string; p_thread_keys: string[]; p_value?: Json }
        Returns: Json
      }
      change_patient_file: {
        Args: {
          p_archived?: boolean
          p_id: string
          p_is_clinical?: boolean
          p_name?: string
          p_tenant_id: string
        }
        Returns: Json
      }
      change_session: {
        Args: { p_changes: Json; p_id: string; p_tenant_id: string; p_version: number }
        Returns: Json
      }
      change_workflow_run: { Args: { p_act: string; p_id: string; p_tenant_id: string }; Returns: Json }
      channel_health: { Args: { p_tenant_id: string }; Returns: Json }
      check_audit: { Args: { p_tenant_id: string }; Returns: Json }
      check_optout_phrase: { Args: { p_phrase: string; p_tenant_id: string }; Returns: Json }
      check_session: {
        Args: {
          p_minutes: number
          p_room_id?: string
          p_session_id?: string
          p_start_local: string
          p_tenant_id: string
          p_therapist_id: string
        }
        Returns: Json
      }
      check_workflow: { Args: { p_definition: Json; p_tenant_id: string }; Returns: Json }
      close_deal: {
        Args: {
          p_id: string
          p_note?: string
          p_reason_id?: string
          p_status: string
          p_tenant_id: string
          p_version: number
        }
        Returns: Json
      }
      close_payout: {
        Args: { p_month: string; p_tenant_id: string; p_therapist_id: string; p_total_cents?: number }
        Returns: Json
      }
      close_stock_count: {
        Args: { p_apply?: boolean; p_id: string; p_note?: string; p_tenant_id: string }
        Returns: Json
      }
      convert_conversation: {
        Args: {
          p_full_name: string
          p_id: string
          p_seen?: string[]
          p_social_name?: string
          p_tenant_id: string
          p_thread_key: string
        }
        Returns: Json
      }
      convert_lead: {
        Args: { p_as_patient?: boolean; p_deal?: Json; p_deal_id: string; p_id: string; p_tenant_id: string }
        Returns: Json
      }
      count_conversation_columns: {
        Args: { p_filter?: string; p_search?: string; p_tenant_id: string; p_where?: Json }
        Returns: Json
      }
      count_conversations: { Args: { p_tenant_id: string }; Returns: Json }
      count_notifications: { Args: { p_tenant_id: string }; Returns: number }
      count_orders: { Args: { p_tenant_id: string }; Returns: Json }
      count_patients: { Args: { p_search?: string; p_tenant_id: string; p_where?: Json }; Returns: Json }
      count_recovery_codes: { Args: Record<PropertyKey, never>; Returns: number }
      count_segment: { Args: { p_entity: string; p_query: Json; p_tenant_id: string }; Returns: number }
      count_stock: {
        Args: { p_counted: number; p_id: string; p_lot_id: string; p_tenant_id: string; p_variant_id: string }
        Returns: Json
      }
      countersign_record_entry: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      create_agenda_feed: { Args: { p_tenant_id: string }; Returns: Json }
      create_api_key: {
        Args: { p_expires_at?: string; p_id: string; p_name: string; p_scopes: string[]; p_tenant_id: string }
        Returns: Json
      }
      create_intake_invite: {
        Args: {
          p_days?: number
          p_form_id?: string
          p_patient_id?: string
          p_tenant_id: string
          p_thread_key?: string
        }
        Returns: Json
      }
      create_invitation: { Args: { p_email: string; p_role: string; p_tenant_id: string }; Returns: Json }
      create_order: { Args: { p_id: string; p_order: Json; p_tenant_id: string }; Returns: Json }
      create_recovery_codes: { Args: Record<PropertyKey, never>; Returns: string[] }
      create_segment: {
        Args: { p_entity: string; p_id: string; p_name: string; p_query: Json; p_tenant_id: string }
        Returns: Json
      }
      create_tenant: {
        Args: { p_name: string; p_time_zone?: string }
        Returns: {
          assigns_in_turn: boolean
          cpf_cnpj: string | null
          created_at: string
          id: string
          ignore_groups: boolean
          logo_path: string | null
          name: string
          slug: string
          time_zone: string
          updated_at: string
        }
        SetofOptions: {
          from: '*'
          to: 'tenants'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      credit_consumption: {
        Args: { p_days?: number; p_tenant_id: string }
        Returns: {
          day: string
          used: number
        }[]
      }
      decide_online_booking: {
        Args: { p_accepts: boolean; p_session_id: string; p_tenant_id: string }
        Returns: Json
      }
      decide_review: {
        Args: { p_id: string; p_reason?: string; p_reply?: string; p_state: string; p_tenant_id: string }
        Returns: Json
      }
      deduct_addon_credits: {
        Args: {
          p_addon_type: string
          p_credits: number
          p_details?: Json
          p_reference: string
          p_tenant_id: string
        }
        Returns: {
          addon_type: string
          admin_user_id: string | null
          amount: number
          balance_after: number
          balance_before: number
          created_at: string | null
          currency: string | null
          day_ends_at: string | null
          description: string | null
          hour_ends_at: string | null
          id: string
          metadata: Json | null
          owner_id: string | null
          payment_method: string | null
          payment_reference: string | null
          position: number
          price_cents: number | null
          product_id: string | null
          queue_id: string | null
          reference: string
          tenant_id: string
          type: string
        }
        SetofOptions: {
          from: '*'
          to: 'addon_transactions'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      deduct_whatsapp_credits: {
        Args: {
          p_conversation_message_id?: string
          p_credits: number
          p_note?: string
          p_reference: string
          p_tenant_id: string
        }
        Returns: {
          admin_id: string | null
          amount: number
          balance_after: number
          conversation_message_id: string | null
          created_at: string
          debt_change: number
          id: number
          kind: string
          note: string | null
          purchase_id: string | null
          reference: string
          tenant_id: string
        }
        SetofOptions: {
          from: '*'
          to: 'whatsapp_credits_transactions'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      delete_absence_policy: { Args: { p_id: string; p_tenant_id: string }; Returns: undefined }
      delete_agenda_day_note: { Args: { p_id: string; p_tenant_id: string }; Returns: undefined }
      delete_agenda_exception: { Args: { p_id: string; p_tenant_id: string }; Returns: undefined }
      delete_ai_document: {
        Args: { p_id: string; p_is_deleted?: boolean; p_tenant_id: string }
        Returns: undefined
      }
      delete_assistant_prompt: { Args: { p_prompt_id: string; p_tenant_id: string }; Returns: boolean }
      delete_campaign: { Args: { p_id: string; p_tenant_id: string }; Returns: undefined }
      delete_clinic_holiday: { Args: { p_id: string; p_tenant_id: string }; Returns: undefined }
      delete_conversation_note: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      delete_conversation_tag: { Args: { p_id: string; p_tenant_id: string }; Returns: number }
      delete_optout_keyword: { Args: { p_id: string; p_tenant_id: string }; Returns: boolean }
      delete_payout_rule: { Args: { p_id: string; p_tenant_id: string }; Returns: undefined }
      delete_quick_reply: { Args: { p_id: string; p_tenant_id: string }; Returns: undefined }
      delete_report_schedule: { Args: { p_id: string; p_tenant_id: string }; Returns: boolean }
      delete_saved_view: { Args: { p_id: string; p_tenant_id: string }; Returns: undefined }
      delete_segment: { Args: { p_id: string; p_tenant_id: string }; Returns: undefined }
      delete_session_price: { Args: { p_id: string; p_tenant_id: string }; Returns: undefined }
      delete_webhook_endpoint: { Args: { p_id: string; p_tenant_id: string }; Returns: undefined }
      delete_workflow: { Args: { p_id: string; p_tenant_id: string }; Returns: undefined }
      discard_dead_job: { Args: { p_job_id: number; p_tenant_id: string }; Returns: undefined }
      discard_outbound_message: { Args: { p_message_id: string; p_tenant_id: string }; Returns: undefined }
      discard_record_entry: { Args: { p_id: string; p_tenant_id: string }; Returns: undefined }
      disconnect_assistant: { Args: { p_tenant_id: string }; Returns: Json }
      disconnect_carrier: { Args: { p_provider: string; p_tenant_id: string }; Returns: Json }
      disconnect_dinamize: { Args: { p_tenant_id: string }; Returns: Json }
      disconnect_pix_account: { Args: { p_tenant_id: string }; Returns: Json }
      disconnect_stripe: { Args: { p_tenant_id: string }; Returns: Json }
      dismiss_setup: { Args: { p_tenant_id: string }; Returns: undefined }
      edit_conversation_note: {
        Args: { p_body: string; p_id: string; p_mentions?: string[]; p_tenant_id: string }
        Returns: Json
      }
      edit_scheduled_message: {
        Args: {
          p_body: string
          p_cancel_on_inbound?: boolean
          p_id: string
          p_send_at: string
          p_template?: Json
          p_tenant_id: string
        }
        Returns: Json
      }
      end_care_team: {
        Args: { p_patient_id: string; p_tenant_id: string; p_user_id: string }
        Returns: undefined
      }
      end_my_sessions: { Args: { p_session_id?: string }; Returns: number }
      end_session_package: { Args: { p_id: string; p_reason: string; p_tenant_id: string }; Returns: Json }
      end_waiting_slot: { Args: { p_id: string; p_tenant_id: string }; Returns: undefined }
      erase_person: {
        Args: { p_confirmation: string; p_id?: string; p_patient_id: string; p_tenant_id: string }
        Returns: Json
      }
      export_audit: {
        Args: { p_filter?: Json; p_tenant_id: string }
        Returns: {
          action: string
          actor_id: string
          actor_kind: string
          actor_name: string
          after: Json
          area: string
          at: string
          before: Json
          entity: string
          entity_id: string
          erased_at: string
          key: string
          label: string
          link: string
          names: Json
          reason: string
          request_id: string
          seq: number
          severity: string
          source: string
        }[]
      }
      export_patient_record: { Args: { p_patient_id: string; p_tenant_id: string }; Returns: Json }
      export_receita_saude: {
        Args: {
          p_again?: boolean
          p_complete_only?: boolean
          p_from: string
          p_id: string
          p_tenant_id: string
          p_therapist_id: string
          p_to: string
        }
        Returns: Json
      }
      find_contact_matches: {
        Args: { p_emails?: string[]; p_full_name: string; p_phones?: string[]; p_tenant_id: string }
        Returns: {
          entity: string
          id: string
          is_sure: boolean
          name: string
          reasons: string[]
        }[]
      }
      find_free_slots: {
        Args: {
          p_after?: string
          p_limit?: number
          p_minutes: number
          p_room_id?: string
          p_session_id?: string
          p_tenant_id: string
          p_therapist_id: string
        }
        Returns: {
          ends_at: string
          ends_local: string
          room_id: string
          starts_at: string
          starts_local: string
        }[]
      }
      find_patient_duplicates: {
        Args: {
          p_birth_date: string
          p_cpf: string
          p_emails?: string[]
          p_full_name: string
          p_id: string
          p_phones?: string[]
          p_tenant_id: string
        }
        Returns: {
          archived_at: string
          birth_date: string
          full_name: string
          id: string
          name: string
          reasons: string[]
        }[]
      }
      find_payout_payers: {
        Args: { p_search?: string; p_tenant_id: string }
        Returns: {
          id: string
          is_patient: boolean
          name: string
        }[]
      }
      find_sellable: { Args: { p_limit?: number; p_search: string; p_tenant_id: string }; Returns: Json }
      finish_task: { Args: { p_done?: boolean; p_id: string; p_tenant_id: string }; Returns: Json }
      fulfil_order: { Args: { p_lines?: Json; p_order_id: string; p_tenant_id: string }; Returns: Json }
      get_agenda_feed: { Args: { p_tenant_id: string }; Returns: Json }
      get_agenda_settings: { Args: { p_tenant_id: string }; Returns: Json }
      get_ai_document: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      get_assistant: { Args: { p_tenant_id: string }; Returns: Json }
      get_assistant_evaluation: { Args: { p_run_id: string; p_tenant_id: string }; Returns: Json }
      get_assistant_ratings: { Args: { p_days?: number; p_tenant_id: string }; Returns: Json }
      get_assistant_turn: { Args: { p_tenant_id: string; p_turn_id: string }; Returns: Json }
      get_audit_kit: { Args: { p_tenant_id: string }; Returns: Json }
      get_autoreply: { Args: { p_tenant_id: string }; Returns: Json }
      get_booking_settings: { Args: { p_tenant_id: string }; Returns: Json }
      get_campaign: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      get_campaign_kit: { Args: { p_tenant_id: string }; Returns: Json }
      get_catalog_item: { Args: { p_product_id: string; p_tenant_id: string }; Returns: Json }
      get_channel_setup: { Args: { p_tenant_id: string }; Returns: Json }
      get_clinic_dashboard: {
        Args: {
          p_from: string
          p_tenant_id: string
          p_therapist_ids?: string[]
          p_to: string
          p_unit?: string
        }
        Returns: Json
      }
      get_company: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      get_contact: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      get_conversation: {
        Args: { p_tenant_id: string; p_thread_key: string }
        Returns: {
          assigned_at: string | null
          assigned_to: string | null
          blocked_at: string | null
          board_column: string
          channel: string
          contact_name: string | null
          created_at: string
          id: string
          is_group: boolean
          last_inbound_at: string | null
          last_message_at: string
          last_message_direction: string | null
          last_message_id: string | null
          last_message_kind: string | null
          last_message_preview: string | null
          last_message_status: string | null
          last_reaction: Json | null
          name_source: string | null
          next_scheduled_at: string | null
          opted_out: boolean
          phone: string | null
          picture_path: string | null
          reply_address: string | null
          snoozed_at: string | null
          snoozed_until: string | null
          status: string
          status_reason: string | null
          tag_ids: string[]
          tenant_id: string
          thread_key: string
          unread_count: number
          updated_at: string
          waiting_since: string | null
        }
        SetofOptions: {
          from: '*'
          to: 'conversation_threads'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      get_conversation_assistant: { Args: { p_tenant_id: string; p_thread_key: string }; Returns: Json }
      get_credits_overview: { Args: { p_tenant_id: string }; Returns: Json }
      get_deal: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      get_deal_stats: {
        Args: { p_now?: string; p_owner_id?: string; p_pipeline_id: string; p_tenant_id: string }
        Returns: Json
      }
      get_dinamize: { Args: { p_tenant_id: string }; Returns: Json }
      get_document_values: { Args: { p_patient_id: string; p_tenant_id: string }; Returns: Json }
      get_fiscal_settings: { Args: { p_tenant_id: string }; Returns: Json }
      get_history_import: { Args: { p_tenant_id: string }; Returns: Json }
      get_import_settings: {
        Args: { p_kind: string; p_signature?: string; p_tenant_id: string }
        Returns: Json
      }
      get_intake: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      get_invitation: { Args: { p_token: string }; Returns: Json }
      get_lead: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      get_marketing_permission: { Args: { p_person_id: string; p_tenant_id: string }; Returns: Json }
      get_medico: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      get_money_settings: { Args: { p_tenant_id: string }; Returns: Json }
      get_month_closing: { Args: { p_month: string; p_tenant_id: string }; Returns: Json }
      get_notification_settings: { Args: { p_tenant_id: string }; Returns: Json }
      get_operations: { Args: { p_tenant_id: string }; Returns: Json }
      get_optout_rules: { Args: { p_tenant_id: string }; Returns: Json }
      get_order: { Args: { p_order_id: string; p_tenant_id: string }; Returns: Json }
      get_owner_day: { Args: { p_tenant_id: string }; Returns: Json }
      get_patient: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      get_patient_money: { Args: { p_patient_id: string; p_tenant_id: string }; Returns: Json }
      get_payer: { Args: { p_payer_id: string; p_tenant_id: string }; Returns: Json }
      get_payer_year: { Args: { p_payer_id: string; p_tenant_id: string; p_year: number }; Returns: Json }
      get_payout: { Args: { p_month: string; p_tenant_id: string; p_therapist_id: string }; Returns: Json }
      get_pix_account: { Args: { p_tenant_id: string }; Returns: Json }
      get_product: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      get_public_settings: { Args: Record<PropertyKey, never>; Returns: Json }
      get_purchase: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      get_queue_metrics: { Args: { p_tenant_id: string }; Returns: Json }
      get_record_entry: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      get_record_entry_version: {
        Args: { p_id: string; p_tenant_id: string; p_version: number }
        Returns: Json
      }
      get_record_settings: { Args: { p_tenant_id: string }; Returns: Json }
      get_record_summary: { Args: { p_patient_id: string; p_tenant_id: string }; Returns: Json }
      get_reminder_credits: { Args: { p_tenant_id: string }; Returns: Json }
      get_reminder_effect: { Args: { p_tenant_id: string }; Returns: Json }
      get_sales_settings: { Args: { p_tenant_id: string }; Returns: Json }
      get_second_factor_rules: { Args: { p_tenant_id: string }; Returns: Json }
      get_segment_kit: { Args: { p_tenant_id: string }; Returns: Json }
      get_service_report: {
        Args: {
          p_from: string
          p_hours?: string
          p_person_id?: string
          p_tenant_id: string
          p_to: string
          p_unit?: string
        }
        Returns: Json
      }
      get_service_window: { Args: { p_tenant_id: string; p_thread_key: string }; Returns: string }
      get_session: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      get_session_deposit: { Args: { p_session_id: string; p_tenant_id: string }; Returns: Json }
      get_session_deposits: { Args: { p_tenant_id: string }; Returns: Json }
      get_session_money: { Args: { p_session_id: string; p_tenant_id: string }; Returns: Json }
      get_session_notice_settings: { Args: { p_tenant_id: string }; Returns: Json }
      get_session_reminder_settings: { Args: { p_tenant_id: string }; Returns: Json }
      get_shop_chat: { Args: { p_tenant_id: string; p_thread_key: string }; Returns: Json }
      get_shop_deliveries: { Args: { p_tenant_id: string }; Returns: Json }
      get_shop_settings: { Args: { p_tenant_id: string }; Returns: Json }
      get_stock_count: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      get_stripe_account: { Args: { p_tenant_id: string }; Returns: Json }
      get_tenant: {
        Args: { p_tenant_id: string }
        Returns: {
          assigns_in_turn: boolean
          cpf_cnpj: string | null
          created_at: string
          id: string
          ignore_groups: boolean
          logo_path: string | null
          name: string
          slug: string
          time_zone: string
          updated_at: string
        }
        SetofOptions: {
          from: '*'
          to: 'tenants'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      get_today: { Args: { p_tenant_id: string }; Returns: Json }
      get_todays_tasks: { Args: { p_tenant_id: string }; Returns: Json }
      get_waiting_settings: { Args: { p_tenant_id: string }; Returns: Json }
      get_webhook_delivery: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      get_workflow: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      get_workflow_kit: { Args: { p_tenant_id: string }; Returns: Json }
      get_workflow_run: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      give_order_package: {
        Args: { p_item_id: string; p_patient_id: string; p_tenant_id: string }
        Returns: Json
      }
      handle_alert: {
        Args: { p_id: string; p_tenant_id: string }
        Returns: {
          data: NonNullable<Json>
          ended_at: string | null
          handled_at: string | null
          handled_by: string | null
          id: string
          kind: string
          raised_at: string
          seen_at: string
          snoozed_until: string | null
          subject: string
          tenant_id: string
          told_at: string | null
        }
        SetofOptions: {
          from: '*'
          to: 'alerts'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      index_ai_documents: { Args: { p_id?: string; p_tenant_id: string }; Returns: number }
      issue_order_invoices: { Args: { p_order_id: string; p_tenant_id: string }; Returns: Json }
      issue_patient_document: {
        Args: {
          p_addressee?: string
          p_body: string
          p_cid?: string
          p_cid_consented?: boolean
          p_id: string
          p_patient_id: string
          p_purpose?: string
          p_template_id: string
          p_tenant_id: string
          p_title: string
        }
        Returns: Json
      }
      issue_receipts: { Args: { p_payment_id: string; p_tenant_id: string }; Returns: Json }
      issue_reimbursement_note: {
        Args: { p_cid?: string; p_id: string; p_receipt_ids: string[]; p_tenant_id: string }
        Returns: Json
      }
      issue_service_invoices: { Args: { p_payment_id: string; p_tenant_id: string }; Returns: Json }
      join_session: { Args: { p_id: string; p_patient_id: string; p_tenant_id: string }; Returns: Json }
      leave_session: { Args: { p_id: string; p_patient_id: string; p_tenant_id: string }; Returns: Json }
      leave_tenant: { Args: { p_tenant_id: string }; Returns: undefined }
      link_conversation: {
        Args: { p_patient_id: string; p_tenant_id: string; p_thread_key: string }
        Returns: undefined
      }
      link_privacy_request: {
        Args: { p_id: string; p_patient_id: string; p_tenant_id: string }
        Returns: {
          acts_for: string | null
          answer: string | null
          answered_at: string | null
          answered_by: string | null
          birth_date: string | null
          contact: string | null
          cpf: string | null
          created_at: string
          created_by: string | null
          details: string | null
          due_on: string
          email: string | null
          email_seen_at: string | null
          id: string
          kind: string
          origin: string
          patient_id: string | null
          person_name: string
          received_on: string
          state: string
          tenant_id: string
          token_hash: string | null
        }
        SetofOptions: {
          from: '*'
          to: 'privacy_requests'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      list_absence_policies: {
        Args: { p_tenant_id: string }
        Returns: {
          excused_percent: number
          id: string
          late_cancel_percent: number
          makeup_days: number
          missed_percent: number
          notice_hours: number
          therapist_id: string
          therapist_name: string
        }[]
      }
      list_activities: {
        Args: { p_after?: Json; p_limit?: number; p_tenant_id: string; p_where?: Json }
        Returns: Json
      }
      list_agenda: {
        Args: {
          p_from: string
          p_room_ids?: string[]
          p_tenant_id: string
          p_therapist_ids?: string[]
          p_to: string
        }
        Returns: Json
      }
      list_agenda_exceptions: {
        Args: { p_from: string; p_tenant_id: string; p_to: string }
        Returns: {
          ends_at: string
          ends_local: string
          id: string
          kind: string
          room_id: string
          starts_at: string
          starts_local: string
          therapist_id: string
          title: string
        }[]
      }
      list_ai_documents: { Args: { p_tenant_id: string }; Returns: Json }
      list_api_keys: { Args: { p_tenant_id: string }; Returns: Json }
      list_assignment_turns: { Args: { p_tenant_id: string }; Returns: Json }
      list_assistant_cases: { Args: { p_tenant_id: string }; Returns: Json }
      list_assistant_people: { Args: { p_tenant_id: string }; Returns: Json }
      list_assistant_prompts: { Args: { p_tenant_id: string }; Returns: Json }
      list_assistant_turns: {
        Args: { p_after?: Json; p_filters: Json; p_limit?: number; p_tenant_id: string }
        Returns: Json
      }
      list_audit: {
        Args: { p_before?: string; p_filter?: Json; p_limit?: number; p_tenant_id: string }
        Returns: {
          action: string
          actor_id: string
          actor_kind: string
          actor_name: string
          after: Json
          area: string
          at: string
          before: Json
          entity: string
          entity_id: string
          erased_at: string
          key: string
          label: string
          link: string
          names: Json
          reason: string
          request_id: string
          seq: number
          severity: string
          source: string
        }[]
      }
      list_campaign_recipients: {
        Args: { p_after?: number; p_id: string; p_limit?: number; p_state?: string; p_tenant_id: string }
        Returns: Json
      }
      list_campaigns: { Args: { p_tenant_id: string }; Returns: Json }
      list_care_team: {
        Args: { p_patient_id: string; p_tenant_id: string }
        Returns: {
          ended_at: string
          full_name: string
          role: string
          since: string
          user_id: string
        }[]
      }
      list_changes: { Args: { p_limit?: number; p_since: string; p_tenant_id: string }; Returns: Json }
      list_charges_of_nobody: {
        Args: { p_month: string; p_tenant_id: string }
        Returns: {
          amount_cents: number
          due_on: string
          id: string
          note: string
          origin: string
          paid_cents: number
          patient_id: string
          patient_name: string
        }[]
      }
      list_companies: {
        Args: { p_after?: Json; p_limit?: number; p_search?: string; p_tenant_id: string; p_where?: Json }
        Returns: Json
      }
      list_consent_register: {
        Args: {
          p_before?: string
          p_limit?: number
          p_purpose?: string
          p_state?: string
          p_tenant_id: string
        }
        Returns: {
          channel: string
          given_at: string
          id: string
          nature: string
          patient_id: string
          patient_name: string
          purpose: string
          revoked_at: string
          revoked_by_name: string
          signer_kinship: string
          signer_name: string
          text_version: number
          title: string
        }[]
      }
      list_consents: {
        Args: { p_patient_id: string; p_tenant_id: string }
        Returns: {
          channel: string
          given_at: string
          id: string
          nature: string
          purpose: string
          revoked_at: string
          revoked_by: string
          signer_kinship: string
          signer_name: string
          text_fingerprint: string
          text_version: number
          title: string
        }[]
      }
      list_contacts: {
        Args: {
          p_after?: Json
          p_limit?: number
          p_search?: string
          p_sort?: string
          p_tenant_id: string
          p_where?: Json
        }
        Returns: Json
      }
      list_conversation_columns: {
        Args: { p_tenant_id: string }
        Returns: {
          key: string
          name: string
          position: number
        }[]
      }
      list_conversation_drafts: { Args: { p_tenant_id: string }; Returns: Json }
      list_conversation_events: {
        Args: { p_limit?: number; p_tenant_id: string; p_thread_key: string }
        Returns: Json
      }
      list_conversation_note_edits: { Args: { p_note_id: string; p_tenant_id: string }; Returns: Json }
      list_conversation_notes: {
        Args: { p_limit?: number; p_tenant_id: string; p_thread_key: string }
        Returns: Json
      }
      list_conversation_patients: {
        Args: { p_tenant_id: string; p_thread_key: string }
        Returns: {
          archived_at: string
          birth_date: string
          full_name: string
          id: string
          is_by_hand: boolean
          is_by_number: boolean
          name: string
          pronoun: string
        }[]
      }
      list_conversation_sales: { Args: { p_tenant_id: string; p_thread_key: string }; Returns: Json }
      list_conversation_tags: {
        Args: { p_tenant_id: string }
        Returns: {
          archived_at: string
          color: string
          conversations: number
          id: string
          name: string
          position: number
          system_key: string
        }[]
      }
      list_conversations: {
        Args: {
          p_before_at?: string
          p_before_id?: string
          p_filter?: string
          p_limit?: number
          p_search?: string
          p_status?: string
          p_tenant_id: string
          p_where?: Json
        }
        Returns: {
          assigned_at: string | null
          assigned_to: string | null
          blocked_at: string | null
          board_column: string
          channel: string
          contact_name: string | null
          created_at: string
          id: string
          is_group: boolean
          last_inbound_at: string | null
          last_message_at: string
          last_message_direction: string | null
          last_message_id: string | null
          last_message_kind: string | null
          last_message_preview: string | null
          last_message_status: string | null
          last_reaction: Json | null
          name_source: string | null
          next_scheduled_at: string | null
          opted_out: boolean
          phone: string | null
          picture_path: string | null
          reply_address: string | null
          snoozed_at: string | null
          snoozed_until: string | null
          status: string
          status_reason: string | null
          tag_ids: string[]
          tenant_id: string
          thread_key: string
          unread_count: number
          updated_at: string
          waiting_since: string | null
        }[]
        SetofOptions: {
          from: '*'
          to: 'conversation_threads'
          isOneToOne: false
          isSetofReturn: true
        }
      }
      list_coupons: { Args: { p_tenant_id: string }; Returns: Json }
      list_credit_transactions: {
        Args: {
          p_before?: number
          p_from?: string
          p_kinds?: string[]
          p_limit?: number
          p_tenant_id: string
          p_to?: string
        }
        Returns: {
          admin_name: string
          amount: number
          balance_after: number
          contact_name: string
          created_at: string
          debt_change: number
          id: number
          kind: string
          note: string
          purchase_id: string
          thread_key: string
        }[]
      }
      list_deals: {
        Args: {
          p_after?: Json
          p_limit?: number
          p_search?: string
          p_sort?: string
          p_tenant_id: string
          p_where?: Json
        }
        Returns: Json
      }
      list_document_templates: { Args: { p_tenant_id: string }; Returns: Json }
      list_expected_payouts: {
        Args: { p_month: string; p_tenant_id: string; p_therapist_id: string }
        Returns: {
          charge_id: string
          due_on: string
          expected_cents: number
          fixed_cents: number
          open_cents: number
          origin: string
          patient_id: string
          patient_name: string
          percent: number
          session_id: string
          starts_local: string
          state: string
          type_name: string
        }[]
      }
      list_exports: {
        Args: { p_kind?: string; p_limit?: number; p_subject?: Json; p_tenant_id: string }
        Returns: {
          bytes: number
          created_at: string
          done: number
          expires_at: string
          failure: string
          finished_at: string
          id: string
          is_mine: boolean
          kind: string
          requested_by: string
          requested_by_name: string
          sha256: string
          state: string
          subject: Json
          total: number
        }[]
      }
      list_holidays: {
        Args: { p_tenant_id: string; p_year: number }
        Returns: {
          day: string
          id: string
          name: string
          scope: string
        }[]
      }
      list_import_kept: {
        Args: { p_id: string; p_limit?: number; p_tenant_id: string }
        Returns: {
          because: string
          name: string
          record_id: string
        }[]
      }
      list_import_rows: {
        Args: { p_after?: number; p_id: string; p_limit?: number; p_tenant_id: string }
        Returns: {
          cells: string[]
          kinds: string[]
          row_number: number
          wrong: number[]
        }[]
      }
      list_imports: {
        Args: { p_limit?: number; p_tenant_id: string }
        Returns: {
          can_undo: boolean
          created: number
          created_at: string
          done: number
          failure: string
          file_name: string
          finished_at: string
          headings: Json
          id: string
          kept: number
          kind: string
          merged: number
          policy: string
          rejected: number
          requested_by: string
          requested_by_name: string
          seconds_left: number
          state: string
          total: number
          unchanged: number
          undo_until: string
          undone: number
          updated: number
        }[]
      }
      list_intake_forms: {
        Args: { p_tenant_id: string }
        Returns: {
          archived_at: string
          definition: Json
          id: string
          is_default: boolean
          name: string
          updated_at: string
          version: number
        }[]
      }
      list_intake_invites: {
        Args: {
          p_before?: string
          p_limit?: number
          p_patient_id?: string
          p_state?: string
          p_tenant_id: string
          p_thread_key?: string
        }
        Returns: {
          contact_name: string
          created_at: string
          created_by: string
          expires_at: string
          form_name: string
          id: string
          is_minor: boolean
          opened_at: string
          patient_id: string
          patient_name: string
          phone: string
          reviewed_at: string
          state: string
          submitted_at: string
          thread_key: string
        }[]
      }
      list_intake_texts: {
        Args: { p_tenant_id: string }
        Returns: {
          body: string
          created_at: string
          is_used: boolean
          nature: string
          purpose: string
          title: string
          version: number
        }[]
      }
      list_lead_sync: {
        Args: { p_after?: Json; p_limit?: number; p_status?: string; p_tenant_id: string }
        Returns: Json
      }
      list_leads: {
        Args: {
          p_after?: Json
          p_limit?: number
          p_search?: string
          p_sort?: string
          p_tenant_id: string
          p_where?: Json
        }
        Returns: Json
      }
      list_media: {
        Args: {
          p_before_at?: string
          p_before_id?: string
          p_limit?: number
          p_tenant_id: string
          p_thread_key: string
        }
        Returns: {
          author_name: string | null
          body: string | null
          channel_id: string
          client_id: string | null
          content: NonNullable<Json>
          created_at: string
          deleted_at: string | null
          delivered_at: string | null
          direction: string
          edited_at: string | null
          error_code: string | null
          error_detail: string | null
          id: string
          kind: string
          media: Json | null
          media_file_id: string | null
          next_attempt_at: string | null
          occurred_at: string
          opt_effect: string | null
          origin: string
          provider: string
          provider_message_id: string | null
          reacted_at: NonNullable<Json>
          reactions: NonNullable<Json>
          read_at: string | null
          reply_to_id: string | null
          reply_to_provider_id: string | null
          sent_by: string | null
          status: string
          tenant_id: string
          thread_id: string
        }[]
        SetofOptions: {
          from: '*'
          to: 'conversation_messages'
          isOneToOne: false
          isSetofReturn: true
        }
      }
      list_medicos: {
        Args: {
          p_after?: Json
          p_archived?: boolean
          p_limit?: number
          p_search?: string
          p_tenant_id: string
        }
        Returns: {
          archived_at: string
          council: string
          council_number: string
          council_state: string
          email: string
          full_name: string
          id: string
          phone: string
          sort_name: string
          specialty: string
          thread_key: string
        }[]
      }
      list_members: {
        Args: { p_tenant_id: string }
        Returns: {
          created_at: string
          email: string
          full_name: string
          role: string
          status: string
          user_id: string
        }[]
      }
      list_merge_candidates: {
        Args: { p_after?: Json; p_limit?: number; p_tenant_id: string }
        Returns: {
          one: Json
          other: Json
          reasons: string[]
          strength: number
        }[]
      }
      list_message_templates: {
        Args: { p_tenant_id: string }
        Returns: {
          body: string
          category: string | null
          channel_id: string
          created_at: string
          external_id: string
          extras: NonNullable<Json>
          id: string
          language: string
          name: string
          quality: string | null
          rejection_reason: string | null
          status: string
          synced_at: string
          tenant_id: string
          updated_at: string
          variables: NonNullable<Json>
        }[]
        SetofOptions: {
          from: '*'
          to: 'message_templates'
          isOneToOne: false
          isSetofReturn: true
        }
      }
      list_messages: {
        Args: {
          p_before_at?: string
          p_before_id?: string
          p_limit?: number
          p_tenant_id: string
          p_thread_key: string
        }
        Returns: {
          author_name: string | null
          body: string | null
          channel_id: string
          client_id: string | null
          content: NonNullable<Json>
          created_at: string
          deleted_at: string | null
          delivered_at: string | null
          direction: string
          edited_at: string | null
          error_code: string | null
          error_detail: string | null
          id: string
          kind: string
          media: Json | null
          media_file_id: string | null
          next_attempt_at: string | null
          occurred_at: string
          opt_effect: string | null
          origin: string
          provider: string
          provider_message_id: string | null
          reacted_at: NonNullable<Json>
          reactions: NonNullable<Json>
          read_at: string | null
          reply_to_id: string | null
          reply_to_provider_id: string | null
          sent_by: string | null
          status: string
          tenant_id: string
          thread_id: string
        }[]
        SetofOptions: {
          from: '*'
          to: 'conversation_messages'
          isOneToOne: false
          isSetofReturn: true
        }
      }
      list_messages_around: {
        Args: {
          p_message_id: string
          p_newer?: number
          p_older?: number
          p_tenant_id: string
          p_thread_key: string
        }
        Returns: {
          author_name: string | null
          body: string | null
          channel_id: string
          client_id: string | null
          content: NonNullable<Json>
          created_at: string
          deleted_at: string | null
          delivered_at: string | null
          direction: string
          edited_at: string | null
          error_code: string | null
          error_detail: string | null
          id: string
          kind: string
          media: Json | null
          media_file_id: string | null
          next_attempt_at: string | null
          occurred_at: string
          opt_effect: string | null
          origin: string
          provider: string
          provider_message_id: string | null
          reacted_at: NonNullable<Json>
          reactions: NonNullable<Json>
          read_at: string | null
          reply_to_id: string | null
          reply_to_provider_id: string | null
          sent_by: string | null
          status: string
          tenant_id: string
          thread_id: string
        }[]
        SetofOptions: {
          from: '*'
          to: 'conversation_messages'
          isOneToOne: false
          isSetofReturn: true
        }
      }
      list_modules: {
        Args: { p_tenant_id: string }
        Returns: {
          is_on: boolean
          is_usable: boolean
          module: string
          needs: string
        }[]
      }
      list_monthly_fees: {
        Args: { p_patient_id: string; p_tenant_id: string }
        Returns: {
          amount_cents: number
          day: number
          ends_on: string
          id: string
          is_active: boolean
          months: Json
          note: string
          patient_id: string
          prorates: boolean
          recess: string
          session_type_id: string
          starts_on: string
          therapist_id: string
          therapist_name: string
          type_name: string
        }[]
      }
      list_my_sessions: {
        Args: Record<PropertyKey, never>
        Returns: {
          began_at: string
          gets_push: boolean
          id: string
          ip: string
          is_current: boolean
          used_at: string
          user_agent: string
        }[]
      }
      list_notifications: {
        Args: { p_before_at?: string; p_before_id?: string; p_limit?: number; p_tenant_id: string }
        Returns: {
          contact_name: string
          id: string
          kind: string
          message_count: number
          message_id: string
          message_kind: string
          noticed_at: string
          patient_id: string
          patient_name: string
          phone: string
          preview: string
          read_at: string
          thread_key: string
        }[]
      }
      list_optouts: {
        Args: {
          p_limit?: number
          p_offset?: number
          p_purpose?: string
          p_search?: string
          p_tenant_id: string
        }
        Returns: {
          contact_name: string
          created_at: string
          keyword: string
          noted_by: string
          phone: string
          purpose: string
          reason: string
          thread_id: string
          thread_key: string
        }[]
      }
      list_optouts_of: {
        Args: { p_tenant_id: string; p_thread_key: string }
        Returns: {
          created_at: string
          keyword: string
          purpose: string
          reason: string
        }[]
      }
      list_order_invoices: { Args: { p_order_id: string; p_tenant_id: string }; Returns: Json }
      list_orders: {
        Args: { p_after?: Json; p_limit?: number; p_search?: string; p_tenant_id: string; p_where?: Json }
        Returns: Json
      }
      list_overdue: {
        Args: { p_after?: Json; p_limit?: number; p_tenant_id: string }
        Returns: {
          charges: number
          days: number
          last_reminded_at: string
          oldest_due_on: string
          overdue_cents: number
          patient_id: string
          patients: string[]
          payer_id: string
          payer_name: string
          phone: string
          thread_key: string
        }[]
      }
      list_own_patients_waiting: { Args: { p_tenant_id: string }; Returns: Json }
      list_package_uses: {
        Args: { p_id: string; p_tenant_id: string }
        Returns: {
          day: string
          is_late: boolean
          session_id: string
          starts_local: string
          status: string
          therapist_name: string
        }[]
      }
      list_patient_documents: { Args: { p_patient_id: string; p_tenant_id: string }; Returns: Json }
      list_patient_files: { Args: { p_patient_id: string; p_tenant_id: string }; Returns: Json }
      list_patient_merges: {
        Args: { p_before?: Json; p_limit?: number; p_patient_id?: string; p_tenant_id: string }
        Returns: Json[]
      }
      list_patient_messages: {
        Args: {
          p_before_at?: string
          p_before_id?: string
          p_direction?: string
          p_limit?: number
          p_patient_id: string
          p_tenant_id: string
        }
        Returns: {
          author_name: string | null
          body: string | null
          channel_id: string
          client_id: string | null
          content: NonNullable<Json>
          created_at: string
          deleted_at: string | null
          delivered_at: string | null
          direction: string
          edited_at: string | null
          error_code: string | null
          error_detail: string | null
          id: string
          kind: string
          media: Json | null
          media_file_id: string | null
          next_attempt_at: string | null
          occurred_at: string
          opt_effect: string | null
          origin: string
          provider: string
          provider_message_id: string | null
          reacted_at: NonNullable<Json>
          reactions: NonNullable<Json>
          read_at: string | null
          reply_to_id: string | null
          reply_to_provider_id: string | null
          sent_by: string | null
          status: string
          tenant_id: string
          thread_id: string
        }[]
        SetofOptions: {
          from: '*'
          to: 'conversation_messages'
          isOneToOne: false
          isSetofReturn: true
        }
      }
      list_patient_sessions: {
        Args: { p_after?: Json; p_limit?: number; p_patient_id: string; p_tenant_id: string }
        Returns: {
          ends_at: string
          ends_local: string
          id: string
          is_online: boolean
          online_url: string
          patients: number
          price_cents: number
          room_name: string
          series_id: string
          session_status: string
          session_type_id: string
          starts_at: string
          starts_local: string
          status: string
          therapist_id: string
          therapist_name: string
          type_name: string
          version: number
        }[]
      }
      list_patients: {
        Args: {
          p_after?: Json
          p_archived?: boolean
          p_limit?: number
          p_search?: string
          p_sort?: string
          p_tenant_id: string
          p_where?: Json
        }
        Returns: {
          archived_at: string
          birth_date: string
          cpf: string
          created_at: string
          email: string
          full_name: string
          id: string
          name: string
          phone: string
          pronoun: string
          social_name: string
          sort_name: string
          thread_key: string
        }[]
      }
      list_payer_statement: {
        Args: { p_after?: Json; p_limit?: number; p_payer_id: string; p_tenant_id: string; p_until?: string }
        Returns: {
          amount_cents: number
          balance_cents: number
          by_name: string
          created_at: string
          day: string
          id: string
          is_reversed: boolean
          kind: string
          method: string
          note: string
          number: number
          origin: string
          patient_name: string
          refunded_cents: number
          reverses_id: string
          starts_local: string
          type_name: string
        }[]
      }
      list_payout_lines: {
        Args: {
          p_after?: number
          p_limit?: number
          p_month: string
          p_tenant_id: string
          p_therapist_id: string
        }
        Returns: {
          amount_cents: number
          by_name: string
          charge_cents: number
          charge_id: string
          counts_on: string
          created_at: string
          due_on: string
          fixed_cents: number
          id: string
          is_late: boolean
          kind: string
          method: string
          note: string
          number: number
          origin: string
          paid_cents: number
          patient_id: string
          patient_name: string
          payer_name: string
          payment_id: string
          percent: number
          session_id: string
          starts_local: string
          type_name: string
          units: number
        }[]
      }
      list_payout_rules: {
        Args: { p_tenant_id: string; p_with_history?: boolean }
        Returns: {
          by_name: string
          created_at: string
          fixed_cents: number
          id: string
          payer_id: string
          payer_name: string
          percent: number
          replaced_at: string
          session_type_id: string
          state: string
          therapist_id: string
          therapist_name: string
          type_name: string
          valid_from: string
          valid_until: string
        }[]
      }
      list_payouts: {
        Args: { p_month: string; p_tenant_id: string; p_therapist_id?: string }
        Returns: {
          adjustment_cents: number
          closed_at: string
          color: string
          council: string
          entries: number
          expected_cents: number
          expected_charges: number
          late_cents: number
          method: string
          month: string
          paid_cents: number
          paid_on: string
          status: string
          therapist_id: string
          therapist_name: string
          total_cents: number
        }[]
      }
      list_pending_entries: {
        Args: { p_tenant_id: string }
        Returns: {
          author_name: string
          entry_id: string
          kind: string
          occurred_on: string
          patient_id: string
          patient_name: string
          session_id: string
          since: string
          what: string
        }[]
      }
      list_pix_charges: {
        Args: { p_payer_id?: string; p_tenant_id: string }
        Returns: {
          amount_cents: number
          charge_ids: string[]
          copy_paste: string
          created_at: string
          due_on: string
          id: string
          invoice_url: string
          payer_id: string
          sent_at: string
        }[]
      }
      list_privacy_requests: {
        Args: { p_due_within?: number; p_tenant_id: string; p_today?: string }
        Returns: {
          acts_for: string
          answer: string
          answered_at: string
          answered_by_name: string
          birth_date: string
          contact: string
          cpf: string
          days_left: number
          details: string
          due_on: string
          email: string
          email_seen_at: string
          id: string
          kind: string
          likely_patient_id: string
          likely_patient_name: string
          origin: string
          patient_id: string
          person_name: string
          protocol: string
          received_on: string
          state: string
        }[]
      }
      list_private_notes: { Args: { p_patient_id: string; p_tenant_id: string }; Returns: Json }
      list_processing_records: {
        Args: { p_tenant_id: string }
        Returns: {
          countries: string
          data_kinds: string
          default_key: string
          id: string
          is_changed: boolean
          legal_basis: string
          name: string
          people: string
          purpose: string
          recipients: string
          retention: string
        }[]
      }
      list_product_files: { Args: { p_product_id: string; p_tenant_id: string }; Returns: Json }
      list_product_images: { Args: { p_product_id: string; p_tenant_id: string }; Returns: Json }
      list_products: {
        Args: { p_after?: Json; p_limit?: number; p_search?: string; p_tenant_id: string; p_where?: Json }
        Returns: Json
      }
      list_purchases: {
        Args: { p_after?: Json; p_limit?: number; p_tenant_id: string; p_where?: Json }
        Returns: Json
      }
      list_queue_jobs: {
        Args: { p_limit?: number; p_state?: string; p_tenant_id: string }
        Returns: {
          attempts: number
          created_at: string
          dead_at: string
          id: number
          kind: string
          last_error: string
          max_attempts: number
          run_at: string
          state: string
          summary: string
        }[]
      }
      list_quick_replies: { Args: { p_tenant_id: string }; Returns: Json }
      list_receipts: {
        Args: { p_cancelled?: boolean; p_payment_id: string; p_tenant_id: string }
        Returns: Json
      }
      list_receita_saude: {
        Args: { p_from: string; p_tenant_id: string; p_therapist_id: string; p_to: string }
        Returns: Json
      }
      list_received_payments: {
        Args: { p_after?: Json; p_limit?: number; p_tenant_id: string; p_where?: Json }
        Returns: {
          amount_cents: number
          id: string
          invoices: Json
          is_reversed: boolean
          may_invoice: boolean
          method: string
          number: number
          paid_on: string
          patients: string
          payer_document: string
          payer_id: string
          payer_name: string
          receipts: Json
          refunded_cents: number
          therapists: string
          thread_key: string
        }[]
      }
      list_record_entries: {
        Args: {
          p_before_id?: string
          p_limit?: number
          p_patient_id: string
          p_tenant_id: string
          p_where?: Json
        }
        Returns: Json
      }
      list_record_entry_versions: {
        Args: { p_id: string; p_tenant_id: string }
        Returns: {
          kind: string
          occurred_on: string
          saved_at: string
          saved_by_name: string
          title: string
          version: number
        }[]
      }
      list_record_reads: {
        Args: { p_before?: string; p_limit?: number; p_patient_id: string; p_tenant_id: string }
        Returns: {
          at: string
          entries: number
          kind: string
          reason: string
          user_id: string
          user_name: string
        }[]
      }
      list_record_templates: {
        Args: { p_archived?: boolean; p_tenant_id: string }
        Returns: {
          archived_at: string
          content: Json
          id: string
          kind: string
          name: string
          updated_at: string
          version: number
        }[]
      }
      list_reminder_forecast: {
        Args: { p_from: string; p_session_id?: string; p_tenant_id: string; p_to: string }
        Returns: Json
      }
      list_report_conversations: {
        Args: {
          p_after_id?: string
          p_after_minutes?: number
          p_from: string
          p_hours?: string
          p_limit?: number
          p_person_id?: string
          p_tenant_id: string
          p_to: string
          p_what: string
        }
        Returns: {
          contact_name: string
          from_at: string
          id: string
          minutes: number
          person_name: string
          phone: string
          thread_key: string
          to_at: string
        }[]
      }
      list_report_schedules: {
        Args: { p_tenant_id: string }
        Returns: {
          every: string
          hours: string
          id: string
          names: string[]
          next_on: string
          user_ids: string[]
        }[]
      }
      list_report_visits: {
        Args: {
          p_after_at?: string
          p_after_id?: string
          p_from: string
          p_limit?: number
          p_person_id?: string
          p_reminder?: string
          p_status?: string
          p_tenant_id: string
          p_to: string
        }
        Returns: {
          patient_id: string
          patient_name: string
          reminder: string
          session_id: string
          starts_at: string
          status: string
          therapist_name: string
        }[]
      }
      list_retention: {
        Args: { p_tenant_id: string }
        Returns: {
          days: number
          due: number
          is_on: boolean
          last_rows: number
          last_run_at: string
          least_days: number
          target: string
        }[]
      }
      list_reviews: {
        Args: { p_after?: Json; p_limit?: number; p_search?: string; p_tenant_id: string; p_where?: Json }
        Returns: Json
      }
      list_rooms: {
        Args: { p_archived?: boolean; p_tenant_id: string }
        Returns: {
          archived_at: string
          id: string
          name: string
          position: number
        }[]
      }
      list_schedule_slots: { Args: { p_product_id: string; p_tenant_id: string }; Returns: Json }
      list_scheduled_messages: {
        Args: { p_limit?: number; p_tenant_id: string; p_thread_key?: string }
        Returns: Json
      }
      list_segments: { Args: { p_entity?: string; p_tenant_id: string }; Returns: Json }
      list_session_calls: { Args: { p_tenant_id: string }; Returns: Json }
      list_session_charges: {
        Args: { p_after?: Json; p_limit?: number; p_sort?: string; p_tenant_id: string; p_where?: Json }
        Returns: {
          amount_cents: number
          due_on: string
          id: string
          is_overdue: boolean
          note: string
          origin: string
          paid_cents: number
          patient_id: string
          patient_name: string
          payer_id: string
          payer_name: string
          session_id: string
          starts_local: string
          state: string
          therapist_id: string
          therapist_name: string
          thread_key: string
          type_name: string
        }[]
      }
      list_session_notices: { Args: { p_session_id: string; p_tenant_id: string }; Returns: Json }
      list_session_packages: {
        Args: { p_patient_id: string; p_tenant_id: string }
        Returns: {
          charge_id: string
          charge_state: string
          ended_at: string
          excused_consumes: boolean
          expires_on: string
          id: string
          is_expired: boolean
          late_cancel_consumes: boolean
          missed_consumes: boolean
          note: string
          patient_id: string
          payer_id: string
          payer_name: string
          price_cents: number
          remaining: number
          session_type_id: string
          sessions: number
          starts_on: string
          therapist_id: string
          therapist_name: string
          type_name: string
          used: number
        }[]
      }
      list_session_prices: {
        Args: { p_patient_id?: string; p_tenant_id: string }
        Returns: {
          id: string
          patient_id: string
          patient_name: string
          price_cents: number
          session_type_id: string
          therapist_id: string
          therapist_name: string
          type_name: string
        }[]
      }
      list_session_reminder_logs: {
        Args: { p_limit?: number; p_offset?: number; p_state?: string; p_tenant_id: string }
        Returns: Json
      }
      list_session_types: {
        Args: { p_archived?: boolean; p_tenant_id: string }
        Returns: {
          archived_at: string
          capacity: number
          charges_once: boolean
          color: string
          id: string
          is_online: boolean
          minutes: number
          name: string
          position: number
          price_cents: number
        }[]
      }
      list_stock: {
        Args: { p_after?: Json; p_limit?: number; p_search?: string; p_tenant_id: string; p_where?: Json }
        Returns: Json
      }
      list_stock_moves: {
        Args: { p_before?: number; p_limit?: number; p_tenant_id: string; p_where?: Json }
        Returns: Json
      }
      list_suppliers: { Args: { p_tenant_id: string }; Returns: Json }
      list_sync_logs: {
        Args: { p_after?: Json; p_lead_id?: string; p_limit?: number; p_tenant_id: string }
        Returns: Json
      }
      list_tasks: { Args: { p_limit?: number; p_scope?: string; p_tenant_id: string }; Returns: Json }
      list_therapists: {
        Args: { p_inactive?: boolean; p_tenant_id: string }
        Returns: {
          color: string
          council: string
          council_number: string
          council_region: string
          is_active: boolean
          name: string
          position: number
          supervisor_id: string
          supervisor_name: string
          user_id: string
        }[]
      }
      list_timeline: {
        Args: {
          p_after?: Json
          p_id: string
          p_kinds?: string[]
          p_limit?: number
          p_of: string
          p_tenant_id: string
        }
        Returns: Json
      }
      list_todays_sessions: { Args: { p_tenant_id: string }; Returns: Json }
      list_unparsed_events: {
        Args: { p_limit?: number; p_tenant_id: string }
        Returns: {
          event_id: string
          event_type: string
          payload: Json
          provider: string
          reason: string
          received_at: string
        }[]
      }
      list_waiting_entries: { Args: { p_patient_id?: string; p_tenant_id: string }; Returns: Json }
      list_waiting_matches: {
        Args: { p_minutes: number; p_start_local: string; p_tenant_id: string; p_therapist_id: string }
        Returns: Json
      }
      list_waiting_slots: { Args: { p_tenant_id: string }; Returns: Json }
      list_webhook_deliveries: {
        Args: {
          p_before?: string
          p_endpoint_id: string
          p_failed?: boolean
          p_limit?: number
          p_tenant_id: string
        }
        Returns: Json
      }
      list_webhook_endpoints: { Args: { p_tenant_id: string }; Returns: Json }
      list_workflow_events: {
        Args: { p_days?: number; p_limit?: number; p_tenant_id: string; p_trigger_kind: string }
        Returns: Json
      }
      list_workflow_runs: {
        Args: {
          p_before?: string
          p_limit?: number
          p_state?: string
          p_tenant_id: string
          p_workflow_id?: string
        }
        Returns: Json
      }
      list_workflows: { Args: { p_tenant_id: string }; Returns: Json }
      list_working_hours: {
        Args: { p_tenant_id: string; p_therapist_id?: string }
        Returns: {
          counted_from: string
          every_weeks: number
          from_time: string
          id: string
          room_id: string
          therapist_id: string
          until_time: string
          weekday: string
        }[]
      }
      make_contact_patient: {
        Args: { p_id: string; p_patient_id?: string; p_tenant_id: string }
        Returns: Json
      }
      mark_conversation_read: {
        Args: { p_seen_id?: string; p_tenant_id: string; p_thread_key: string }
        Returns: {
          assigned_at: string | null
          assigned_to: string | null
          blocked_at: string | null
          board_column: string
          channel: string
          contact_name: string | null
          created_at: string
          id: string
          is_group: boolean
          last_inbound_at: string | null
          last_message_at: string
          last_message_direction: string | null
          last_message_id: string | null
          last_message_kind: string | null
          last_message_preview: string | null
          last_message_status: string | null
          last_reaction: Json | null
          name_source: string | null
          next_scheduled_at: string | null
          opted_out: boolean
          phone: string | null
          picture_path: string | null
          reply_address: string | null
          snoozed_at: string | null
          snoozed_until: string | null
          status: string
          status_reason: string | null
          tag_ids: string[]
          tenant_id: string
          thread_key: string
          unread_count: number
          updated_at: string
          waiting_since: string | null
        }
        SetofOptions: {
          from: '*'
          to: 'conversation_threads'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      mark_conversation_unread: {
        Args: { p_tenant_id: string; p_thread_key: string }
        Returns: {
          assigned_at: string | null
          assigned_to: string | null
          blocked_at: string | null
          board_column: string
          channel: string
          contact_name: string | null
          created_at: string
          id: string
          is_group: boolean
          last_inbound_at: string | null
          last_message_at: string
          last_message_direction: string | null
          last_message_id: string | null
          last_message_kind: string | null
          last_message_preview: string | null
          last_message_status: string | null
          last_reaction: Json | null
          name_source: string | null
          next_scheduled_at: string | null
          opted_out: boolean
          phone: string | null
          picture_path: string | null
          reply_address: string | null
          snoozed_at: string | null
          snoozed_until: string | null
          status: string
          status_reason: string | null
          tag_ids: string[]
          tenant_id: string
          thread_key: string
          unread_count: number
          updated_at: string
          waiting_since: string | null
        }
        SetofOptions: {
          from: '*'
          to: 'conversation_threads'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      mark_notifications_read: {
        Args: { p_id?: string; p_tenant_id: string; p_thread_key?: string }
        Returns: number
      }
      merge_intake: {
        Args: {
          p_id: string
          p_patient_id: string
          p_take?: string[]
          p_tenant_id: string
          p_version: number
        }
        Returns: Json
      }
      merge_patients: {
        Args: {
          p_id: string
          p_merged_id: string
          p_merged_version: number
          p_survivor_id: string
          p_survivor_version: number
          p_taken?: string[]
          p_tenant_id: string
        }
        Returns: Json
      }
      most_bought_package: { Args: Record<PropertyKey, never>; Returns: string }
      move_conversation: {
        Args: { p_column: string; p_tenant_id: string; p_thread_key: string }
        Returns: {
          assigned_at: string | null
          assigned_to: string | null
          blocked_at: string | null
          board_column: string
          channel: string
          contact_name: string | null
          created_at: string
          id: string
          is_group: boolean
          last_inbound_at: string | null
          last_message_at: string
          last_message_direction: string | null
          last_message_id: string | null
          last_message_kind: string | null
          last_message_preview: string | null
          last_message_status: string | null
          last_reaction: Json | null
          name_source: string | null
          next_scheduled_at: string | null
          opted_out: boolean
          phone: string | null
          picture_path: string | null
          reply_address: string | null
          snoozed_at: string | null
          snoozed_until: string | null
          status: string
          status_reason: string | null
          tag_ids: string[]
          tenant_id: string
          thread_key: string
          unread_count: number
          updated_at: string
          waiting_since: string | null
        }
        SetofOptions: {
          from: '*'
          to: 'conversation_threads'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      move_deal: {
        Args: { p_id: string; p_stage_id: string; p_tenant_id: string; p_version: number }
        Returns: Json
      }
      move_session: {
        Args: {
          p_decisions?: Json
          p_id: string
          p_minutes?: number
          p_room_id?: string
          p_scope?: string
          p_set?: Json
          p_squeeze_in_reason?: string
          p_start_local?: string
          p_tenant_id: string
          p_therapist_id?: string
          p_version: number
        }
        Returns: Json
      }
      my_context: { Args: Record<PropertyKey, never>; Returns: Json }
      note_list_export: {
        Args: { p_filters?: Json; p_format: string; p_list: string; p_rows: number; p_tenant_id: string }
        Returns: undefined
      }
      note_session_call: {
        Args: {
          p_id: string
          p_outcome: string
          p_patient_id: string
          p_session_id: string
          p_tenant_id: string
        }
        Returns: Json
      }
      offer_waiting_slot: {
        Args: { p_entry_ids: string[]; p_slot: Json; p_tenant_id: string }
        Returns: Json
      }
      open_conversation_deal: {
        Args: { p_deal?: Json; p_deal_id: string; p_tenant_id: string; p_thread_key: string }
        Returns: Json
      }
      open_order_charge: { Args: { p_order_id: string; p_tenant_id: string }; Returns: Json }
      open_record_break_glass: {
        Args: { p_patient_id: string; p_reason: string; p_tenant_id: string }
        Returns: string
      }
      open_retained_identity: {
        Args: { p_patient_id: string; p_reason: string; p_tenant_id: string }
        Returns: Json
      }
      override_session_charge: {
        Args: {
          p_patient_id: string
          p_percent: number
          p_reason?: string
          p_session_id: string
          p_tenant_id: string
        }
        Returns: Json
      }
      patient_message_stats: { Args: { p_patient_id: string; p_tenant_id: string }; Returns: Json }
      pay_order: {
        Args: {
          p_amount_cents: number
          p_id: string
          p_method: string
          p_order_id: string
          p_tenant_id: string
        }
        Returns: Json
      }
      pay_payout: {
        Args: {
          p_method: string
          p_month: string
          p_paid_on?: string
          p_tenant_id: string
          p_therapist_id: string
        }
        Returns: Json
      }
      pin_conversation: {
        Args: { p_pinned?: boolean; p_tenant_id: string; p_thread_key: string }
        Returns: boolean
      }
      post_monthly_fees: { Args: { p_month?: string; p_tenant_id: string }; Returns: Json }
      pre_request: { Args: Record<PropertyKey, never>; Returns: undefined }
      preview_absence: {
        Args: { p_patient_id: string; p_session_id: string; p_status: string; p_tenant_id: string }
        Returns: Json
      }
      preview_assistant_evaluation: { Args: { p_tenant_id: string }; Returns: Json }
      preview_campaign: { Args: { p_definition: Json; p_id: string; p_tenant_id: string }; Returns: Json }
      preview_erasure: { Args: { p_patient_id: string; p_tenant_id: string }; Returns: Json }
      preview_import: {
        Args: { p_kind: string; p_options?: Json; p_rows: Json; p_tenant_id: string }
        Returns: Json
      }
      preview_package_end: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      preview_patient_merge: {
        Args: { p_merged_id: string; p_survivor_id: string; p_tenant_id: string }
        Returns: {
          kind: string
          merged_count: number
          survivor_count: number
        }[]
      }
      preview_payout_rule: { Args: { p_month?: string; p_rule: Json; p_tenant_id: string }; Returns: Json }
      preview_reminder: { Args: { p_payer_id: string; p_tenant_id: string }; Returns: Json }
      preview_segment: {
        Args: { p_after?: string; p_entity: string; p_limit?: number; p_query: Json; p_tenant_id: string }
        Returns: Json
      }
      preview_series: { Args: { p_decisions?: Json; p_series: Json; p_tenant_id: string }; Returns: Json }
      preview_unbilled_sessions: { Args: { p_from: string; p_tenant_id: string }; Returns: Json }
      preview_workflow: {
        Args: { p_definition: Json; p_event_key: string; p_tenant_id: string }
        Returns: Json
      }
      publish_workflow: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      pull_leads: { Args: { p_tenant_id: string }; Returns: boolean }
      rate_assistant_turn: {
        Args: { p_note?: string; p_tenant_id: string; p_thumb: string; p_turn_id: string }
        Returns: string
      }
      receive_payment: {
        Args: {
          p_amount_cents: number
          p_charge_ids: string[]
          p_id: string
          p_method: string
          p_note?: string
          p_payer_id: string
          p_received_on?: string
          p_tenant_id: string
        }
        Returns: Json
      }
      receive_purchase: {
        Args: { p_id: string; p_lines: Json; p_receipt?: Json; p_receipt_id: string; p_tenant_id: string }
        Returns: Json
      }
      redeem_voucher: { Args: { p_code: string; p_tenant_id: string }; Returns: Json }
      refund_addon_credits: {
        Args: { p_reference: string; p_tenant_id: string }
        Returns: {
          addon_type: string
          admin_user_id: string | null
          amount: number
          balance_after: number
          balance_before: number
          created_at: string | null
          currency: string | null
          day_ends_at: string | null
          description: string | null
          hour_ends_at: string | null
          id: string
          metadata: Json | null
          owner_id: string | null
          payment_method: string | null
          payment_reference: string | null
          position: number
          price_cents: number | null
          product_id: string | null
          queue_id: string | null
          reference: string
          tenant_id: string
          type: string
        }
        SetofOptions: {
          from: '*'
          to: 'addon_transactions'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      refund_order: {
        Args: {
          p_amount_cents: number
          p_id: string
          p_kind: string
          p_method?: string
          p_order_id: string
          p_reason: string
          p_tenant_id: string
        }
        Returns: Json
      }
      refund_payment: {
        Args: {
          p_amount_cents: number
          p_id: string
          p_method: string
          p_payment_id: string
          p_reason: string
          p_refunded_on?: string
          p_tenant_id: string
        }
        Returns: Json
      }
      refund_whatsapp_credits: {
        Args: { p_note?: string; p_reference: string; p_tenant_id: string }
        Returns: {
          admin_id: string | null
          amount: number
          balance_after: number
          conversation_message_id: string | null
          created_at: string
          debt_change: number
          id: number
          kind: string
          note: string | null
          purchase_id: string | null
          reference: string
          tenant_id: string
        }
        SetofOptions: {
          from: '*'
          to: 'whatsapp_credits_transactions'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      remove_member: { Args: { p_tenant_id: string; p_user_id: string }; Returns: undefined }
      remove_waiting_entry: {
        Args: { p_id: string; p_removed?: boolean; p_tenant_id: string }
        Returns: Json
      }
      rename_conversation: {
        Args: { p_name: string; p_tenant_id: string; p_thread_key: string }
        Returns: {
          assigned_at: string | null
          assigned_to: string | null
          blocked_at: string | null
          board_column: string
          channel: string
          contact_name: string | null
          created_at: string
          id: string
          is_group: boolean
          last_inbound_at: string | null
          last_message_at: string
          last_message_direction: string | null
          last_message_id: string | null
          last_message_kind: string | null
          last_message_preview: string | null
          last_message_status: string | null
          last_reaction: Json | null
          name_source: string | null
          next_scheduled_at: string | null
          opted_out: boolean
          phone: string | null
          picture_path: string | null
          reply_address: string | null
          snoozed_at: string | null
          snoozed_until: string | null
          status: string
          status_reason: string | null
          tag_ids: string[]
          tenant_id: string
          thread_key: string
          unread_count: number
          updated_at: string
          waiting_since: string | null
        }
        SetofOptions: {
          from: '*'
          to: 'conversation_threads'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      renew_intake_invite: { Args: { p_days?: number; p_id: string; p_tenant_id: string }; Returns: Json }
      reopen_payout: {
        Args: { p_month: string; p_reason: string; p_tenant_id: string; p_therapist_id: string }
        Returns: Json
      }
      replay_dead_jobs: { Args: { p_tenant_id: string }; Returns: number }
      replay_job: { Args: { p_job_id: number; p_tenant_id: string }; Returns: undefined }
      replay_webhook_deliveries: {
        Args: { p_endpoint_id: string; p_id?: string; p_tenant_id: string }
        Returns: number
      }
      request_export: {
        Args: { p_id?: string; p_kind: string; p_subject?: Json; p_tenant_id: string }
        Returns: {
          attempt: string | null
          bytes: number | null
          created_at: string
          done: number
          expires_at: string | null
          failure: string | null
          finished_at: string | null
          id: string
          kind: string
          path: string | null
          requested_by: string
          sha256: string | null
          state: string
          subject: NonNullable<Json>
          tenant_id: string
          total: number | null
        }
        SetofOptions: {
          from: '*'
          to: 'exports'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      reset_document_template: { Args: { p_id: string; p_tenant_id: string }; Returns: undefined }
      reset_member_factors: {
        Args: { p_reason: string; p_tenant_id: string; p_user_id: string }
        Returns: undefined
      }
      restore_tenant: { Args: { p_tenant_id: string }; Returns: undefined }
      resync_leads: { Args: { p_lead_id?: string; p_tenant_id: string; p_which?: string }; Returns: number }
      retry_media: {
        Args: { p_message_id: string; p_tenant_id: string }
        Returns: {
          author_name: string | null
          body: string | null
          channel_id: string
          client_id: string | null
          content: NonNullable<Json>
          created_at: string
          deleted_at: string | null
          delivered_at: string | null
          direction: string
          edited_at: string | null
          error_code: string | null
          error_detail: string | null
          id: string
          kind: string
          media: Json | null
          media_file_id: string | null
          next_attempt_at: string | null
          occurred_at: string
          opt_effect: string | null
          origin: string
          provider: string
          provider_message_id: string | null
          reacted_at: NonNullable<Json>
          reactions: NonNullable<Json>
          read_at: string | null
          reply_to_id: string | null
          reply_to_provider_id: string | null
          sent_by: string | null
          status: string
          tenant_id: string
          thread_id: string
        }
        SetofOptions: {
          from: '*'
          to: 'conversation_messages'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      retry_order_invoice: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      retry_service_invoice: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      return_order: {
        Args: {
          p_id: string
          p_kind: string
          p_lines: Json
          p_method?: string
          p_order_id: string
          p_reason: string
          p_tenant_id: string
        }
        Returns: Json
      }
      reverse_entry: {
        Args: { p_entry_id: string; p_id: string; p_reason: string; p_tenant_id: string }
        Returns: Json
      }
      review_unparsed_events: {
        Args: { p_event_ids: string[]; p_reviewed?: boolean; p_tenant_id: string }
        Returns: number
      }
      revoke_agenda_feed: { Args: { p_tenant_id: string }; Returns: undefined }
      revoke_api_key: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      revoke_consent: { Args: { p_id: string; p_tenant_id: string }; Returns: undefined }
      revoke_invitation: { Args: { p_id: string; p_tenant_id: string }; Returns: undefined }
      revoke_marketing_permission: { Args: { p_person_id: string; p_tenant_id: string }; Returns: Json }
      rotate_booking_link: { Args: { p_slug: string; p_tenant_id: string }; Returns: Json }
      run_workflow_on_event: {
        Args: { p_event_key: string; p_id: string; p_tenant_id: string }
        Returns: Json
      }
      saas_book_check: { Args: Record<PropertyKey, never>; Returns: Json }
      saas_credits_overview: { Args: Record<PropertyKey, never>; Returns: Json }
      saas_delete_addon_product: { Args: { p_id: string }; Returns: undefined }
      saas_delete_credit_package: { Args: { p_id: string; p_note?: string }; Returns: undefined }
      saas_grant_addon_credits: {
        Args: {
          p_addon_type: string
          p_admin_id: string
          p_client_id: string
          p_credits: number
          p_note: string
          p_product_id?: string
          p_tenant_id: string
        }
        Returns: {
          addon_type: string
          admin_user_id: string | null
          amount: number
          balance_after: number
          balance_before: number
          created_at: string | null
          currency: string | null
          day_ends_at: string | null
          description: string | null
          hour_ends_at: string | null
          id: string
          metadata: Json | null
          owner_id: string | null
          payment_method: string | null
          payment_reference: string | null
          position: number
          price_cents: number | null
          product_id: string | null
          queue_id: string | null
          reference: string
          tenant_id: string
          type: string
        }
        SetofOptions: {
          from: '*'
          to: 'addon_transactions'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      saas_list_addon_credits: {
        Args: {
          p_after_id?: string
          p_after_name?: string
          p_after_type?: string
          p_limit?: number
          p_search?: string
        }
        Returns: {
          addon_type: string
          balance: number
          daily_limit: number
          daily_used: number
          expires_at: string
          hourly_limit: number
          hourly_used: number
          is_active: boolean
          low_balance_threshold: number
          tenant_id: string
          tenant_name: string
          total_consumed: number
          total_purchased: number
          updated_at: string
        }[]
      }
      saas_list_addon_transactions: {
        Args: {
          p_addon_type?: string
          p_before?: string
          p_limit?: number
          p_since?: string
          p_tenant_id?: string
          p_type?: string
        }
        Returns: {
          addon_type: string
          admin_name: string
          amount: number
          balance_after: number
          created_at: string
          description: string
          id: string
          price_cents: number
          product_name: string
          tenant_id: string
          tenant_name: string
          type: string
        }[]
      }
      saas_list_asaas_events: {
        Args: {
          p_before?: string
          p_before_id?: string
          p_limit?: number
          p_open_only?: boolean
          p_outcome?: string
        }
        Returns: {
          event_type: string
          id: string
          outcome: string
          payment_id: string
          purchase_id: string
          raw: Json
          reason: string
          received_at: string
          reviewed_at: string
          tenant_id: string
          tenant_name: string
        }[]
      }
      saas_list_credit_balances: {
        Args: {
          p_after_id?: string
          p_after_name?: string
          p_after_place?: number
          p_emptiest_first?: boolean
          p_limit?: number
          p_search?: string
        }
        Returns: {
          balance: number
          debt_credits: number
          last_purchase_at: string
          lifetime_purchased: number
          lifetime_used: number
          low_balance: boolean
          name: string
          place: number
          slug: string
          tenant_id: string
        }[]
      }
      saas_list_credit_purchases: {
        Args: { p_before?: string; p_before_id?: string; p_limit?: number; p_status?: string }
        Returns: {
          amount_brl: number
          asaas_payment_id: string
          created_at: string
          credits: number
          expires_at: string
          failed_at: string
          id: string
          package_name: string
          paid_at: string
          reversed_credits: number
          status: string
          tenant_id: string
          tenant_name: string
        }[]
      }
      saas_list_package_changes: {
        Args: { p_limit?: number }
        Returns: {
          changed_at: string
          changed_by: string
          id: number
          note: string
          package_name: string
          price_after: number
          price_before: number
        }[]
      }
      saas_list_tenants: {
        Args: { p_after_id?: string; p_after_name?: string; p_limit?: number; p_search?: string }
        Returns: {
          channel: string
          channel_state: string
          conversations: number
          created_at: string
          id: string
          members: number
          messages_30d: number
          name: string
          slug: string
        }[]
      }
      saas_list_top_ups: {
        Args: { p_limit?: number; p_tenant_id?: string }
        Returns: {
          admin_id: string
          admin_name: string
          balance_after: number
          created_at: string
          credits: number
          id: number
          note: string
          reversal_note: string
          reversed_at: string
          reversed_by: string
          reversed_credits: number
          tenant_id: string
          tenant_name: string
        }[]
      }
      saas_list_whatsapp: {
        Args: {
          p_after_id?: string
          p_descending?: boolean
          p_limit?: number
          p_search?: string
          p_sort?: string
          p_state?: string
        }
        Returns: {
          alerts: number
          balance: number
          days_left: number
          dead_jobs: number
          failed_24h: number
          id: string
          last_event_at: string
          name: string
          provider: string
          slug: string
          state: string
          waiting_jobs: number
        }[]
      }
      saas_order_credit_packages: { Args: { p_ids: string[] }; Returns: undefined }
      saas_reverse_top_up: {
        Args: { p_admin_id: string; p_note: string; p_tenant_id: string; p_top_up_id: number }
        Returns: {
          admin_id: string | null
          amount: number
          balance_after: number
          conversation_message_id: string | null
          created_at: string
          debt_change: number
          id: number
          kind: string
          note: string | null
          purchase_id: string | null
          reference: string
          tenant_id: string
        }
        SetofOptions: {
          from: '*'
          to: 'whatsapp_credits_transactions'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      saas_review_asaas_event: { Args: { p_id: string }; Returns: undefined }
      saas_save_addon_product: {
        Args: {
          p_addon_type: string
          p_credits_amount: number
          p_description: string
          p_icon?: string
          p_id: string
          p_is_active?: boolean
          p_is_visible?: boolean
          p_name: string
          p_price_cents: number
          p_seen_at?: string
          p_slug: string
          p_sort_order?: number
        }
        Returns: {
          addon_type: string
          created_at: string | null
          credits_amount: number | null
          currency: string | null
          deleted_at: string | null
          description: string | null
          icon: string | null
          id: string
          is_active: boolean | null
          is_visible: boolean | null
          metadata: Json | null
          name: string
          price_cents: number
          slug: string
          sort_order: number | null
          updated_at: string | null
        }
        SetofOptions: {
          from: '*'
          to: 'addon_products'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      saas_save_credit_package: {
        Args: {
          p_credits: number
          p_description: string
          p_id: string
          p_is_active: boolean
          p_is_featured: boolean
          p_name: string
          p_note?: string
          p_price_brl: number
          p_seen_at?: string
        }
        Returns: {
          created_at: string
          credits: number
          description: string | null
          id: string
          is_active: boolean
          is_featured: boolean
          name: string
          position: number
          price_brl: number
          updated_at: string
        }
        SetofOptions: {
          from: '*'
          to: 'whatsapp_credit_packages'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      saas_set_addon_limits: {
        Args: {
          p_addon_type: string
          p_daily_limit: number
          p_expires_at?: string
          p_hourly_limit: number
          p_is_active?: boolean
          p_tenant_id: string
        }
        Returns: {
          addon_type: string
          balance: number
          created_at: string | null
          daily_limit: number | null
          daily_reset_at: string | null
          daily_used: number | null
          expires_at: string | null
          from_number_override: string | null
          hourly_limit: number | null
          hourly_reset_at: string | null
          hourly_used: number | null
          id: string
          is_active: boolean | null
          low_balance_notified: boolean | null
          low_balance_threshold: number | null
          owner_id: string | null
          tenant_id: string
          total_consumed: number
          total_purchased: number
          updated_at: string | null
        }
        SetofOptions: {
          from: '*'
          to: 'addon_credits'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      saas_set_credit_package_active: {
        Args: { p_id: string; p_is_active: boolean }
        Returns: {
          created_at: string
          credits: number
          description: string | null
          id: string
          is_active: boolean
          is_featured: boolean
          name: string
          position: number
          price_brl: number
          updated_at: string
        }
        SetofOptions: {
          from: '*'
          to: 'whatsapp_credit_packages'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      saas_top_up_whatsapp_credits: {
        Args: {
          p_admin_id: string
          p_client_id: string
          p_credits: number
          p_note: string
          p_tenant_id: string
        }
        Returns: {
          admin_id: string | null
          amount: number
          balance_after: number
          conversation_message_id: string | null
          created_at: string
          debt_change: number
          id: number
          kind: string
          note: string | null
          purchase_id: string | null
          reference: string
          tenant_id: string
        }
        SetofOptions: {
          from: '*'
          to: 'whatsapp_credits_transactions'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      save_absence_policy: { Args: { p_policy: Json; p_tenant_id: string }; Returns: Json }
      save_activity: { Args: { p_activity: Json; p_id: string; p_tenant_id: string }; Returns: Json }
      save_agenda_day_note: {
        Args: { p_body: string; p_day: string; p_id: string; p_tenant_id: string }
        Returns: Json
      }
      save_agenda_exception: { Args: { p_exception: Json; p_id: string; p_tenant_id: string }; Returns: Json }
      save_agenda_settings: { Args: { p_settings: Json; p_tenant_id: string }; Returns: Json }
      save_ai_document: {
        Args: {
          p_body?: string
          p_id: string
          p_kind: string
          p_source?: string
          p_tenant_id: string
          p_title: string
        }
        Returns: Json
      }
      save_alert_settings: {
        Args: { p_kinds: Json; p_quiet_from: string; p_quiet_until: string; p_tenant_id: string }
        Returns: undefined
      }
      save_assistant: { Args: { p_settings: Json; p_tenant_id: string }; Returns: Json }
      save_assistant_case: {
        Args: { p_case_id: string; p_expected: Json; p_tenant_id: string; p_text: string }
        Returns: string
      }
      save_assistant_prompt: {
        Args: { p_name: string; p_prompt_id: string; p_tenant_id: string; p_text: string }
        Returns: string
      }
      save_audit_settings: { Args: { p_keep_months: number; p_tenant_id: string }; Returns: Json }
      save_autoreply: { Args: { p_settings: Json; p_tenant_id: string }; Returns: Json }
      save_booking_settings: {
        Args: { p_offers?: Json; p_settings: Json; p_tenant_id: string }
        Returns: Json
      }
      save_campaign: {
        Args: { p_definition: Json; p_id: string; p_name: string; p_tenant_id: string; p_version?: number }
        Returns: Json
      }
      save_campaign_settings: {
        Args: { p_is_unofficial: boolean; p_roles: string[]; p_tenant_id: string }
        Returns: Json
      }
      save_catalog_item: { Args: { p_item: Json; p_product_id: string; p_tenant_id: string }; Returns: Json }
      save_clinic_holiday: {
        Args: { p_day: string; p_id: string; p_name: string; p_tenant_id: string }
        Returns: Json
      }
      save_company: {
        Args: {
          p_company: Json
          p_emails?: Json
          p_id: string
          p_phones?: Json
          p_tenant_id: string
          p_version: number
        }
        Returns: Json
      }
      save_contact: {
        Args: {
          p_contact: Json
          p_emails?: Json
          p_id: string
          p_phones?: Json
          p_seen?: string[]
          p_tags?: string[]
          p_tenant_id: string
          p_version: number
        }
        Returns: Json
      }
      save_conversation_columns: { Args: { p_columns: Json; p_tenant_id: string }; Returns: undefined }
      save_conversation_draft: {
        Args: {
          p_body: string
          p_is_note?: boolean
          p_reply_to_id?: string
          p_seen_at?: string
          p_tenant_id: string
          p_thread_key: string
        }
        Returns: Json
      }
      save_conversation_tag: {
        Args: {
          p_archived?: boolean
          p_color: string
          p_id: string
          p_name: string
          p_position?: number
          p_tenant_id: string
        }
        Returns: {
          archived_at: string | null
          color: string
          created_at: string
          id: string
          name: string
          name_key: string
          position: number
          system_key: string | null
          tenant_id: string
          updated_at: string
        }
        SetofOptions: {
          from: '*'
          to: 'conversation_tags'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      save_coupon: { Args: { p_coupon: Json; p_id: string; p_tenant_id: string }; Returns: Json }
      save_custom_field: { Args: { p_field: Json; p_id: string; p_tenant_id: string }; Returns: Json }
      save_deal: {
        Args: { p_deal: Json; p_id: string; p_tenant_id: string; p_version: number }
        Returns: Json
      }
      save_document_letterhead: {
        Args: { p_city: string; p_lines: string; p_tenant_id: string }
        Returns: undefined
      }
      save_document_template: {
        Args: {
          p_archived?: boolean
          p_body: string
          p_id: string
          p_kind: string
          p_tenant_id: string
          p_title: string
          p_version: number
        }
        Returns: Json
      }
      save_fiscal_settings: { Args: { p_settings: Json; p_tenant_id: string }; Returns: Json }
      save_intake_form: {
        Args: {
          p_definition: Json
          p_id: string
          p_is_default?: boolean
          p_name: string
          p_tenant_id: string
          p_version: number
        }
        Returns: Json
      }
      save_intake_text: {
        Args: {
          p_body: string
          p_is_used: boolean
          p_purpose: string
          p_tenant_id: string
          p_title: string
          p_version: number
        }
        Returns: Json
      }
      save_lead: {
        Args: { p_id: string; p_lead: Json; p_tenant_id: string; p_version: number }
        Returns: Json
      }
      save_lead_form: { Args: { p_form: Json; p_id: string; p_tenant_id: string }; Returns: Json }
      save_lost_reasons: { Args: { p_reasons: Json; p_tenant_id: string }; Returns: Json }
      save_marketing_permission: {
        Args: {
          p_given_on: string
          p_person_id: string
          p_proof: string
          p_source: string
          p_tenant_id: string
        }
        Returns: Json
      }
      save_medico: {
        Args: {
          p_emails?: Json
          p_id: string
          p_medico: Json
          p_phones?: Json
          p_tenant_id: string
          p_version: number
        }
        Returns: Json
      }
      save_money_settings: { Args: { p_settings: Json; p_tenant_id: string }; Returns: Json }
      save_monthly_fee: { Args: { p_fee: Json; p_id: string; p_tenant_id: string }; Returns: Json }
      save_notification_settings: {
        Args: {
          p_is_muted: boolean
          p_plays_sound: boolean
          p_quiet_from: string
          p_quiet_until: string
          p_rule: string
          p_shows_text_in_push: boolean
          p_tenant_id: string
        }
        Returns: Json
      }
      save_optout_keyword: { Args: { p_id: string; p_tenant_id: string; p_word: string }; Returns: Json }
      save_optout_settings: {
        Args: { p_acknowledges: boolean; p_opt_in_text: string; p_opt_out_text: string; p_tenant_id: string }
        Returns: Json
      }
      save_patient: {
        Args: {
          p_emails?: Json
          p_id: string
          p_patient: Json
          p_phones?: Json
          p_relations?: Json
          p_tenant_id: string
          p_version: number
        }
        Returns: Json
      }
      save_payout_rule: { Args: { p_id: string; p_rule: Json; p_tenant_id: string }; Returns: Json }
      save_pipeline: {
        Args: { p_id: string; p_pipeline: Json; p_tenant_id: string; p_version: number }
        Returns: Json
      }
      save_privacy_incident: {
        Args: { p_id: string; p_incident: Json; p_tenant_id: string; p_version?: number }
        Returns: {
          authority_told_on: string | null
          created_at: string
          created_by: string
          data_kinds: string | null
          description: string
          due_on: string
          happened_on: string | null
          id: string
          is_grave: boolean
          known_on: string
          measures: string | null
          not_told_reason: string | null
          people: number | null
          people_told_on: string | null
          tenant_id: string
          title: string
          updated_at: string
          version: number
        }
        SetofOptions: {
          from: '*'
          to: 'privacy_incidents'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      save_privacy_page: {
        Args: { p_intro?: string; p_is_open: boolean; p_tenant_id: string }
        Returns: {
          intro: string | null
          is_page_open: boolean
          tenant_id: string
          updated_at: string
        }
        SetofOptions: {
          from: '*'
          to: 'privacy_settings'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      save_privacy_request: {
        Args: { p_id: string; p_request: Json; p_tenant_id: string }
        Returns: {
          acts_for: string | null
          answer: string | null
          answered_at: string | null
          answered_by: string | null
          birth_date: string | null
          contact: string | null
          cpf: string | null
          created_at: string
          created_by: string | null
          details: string | null
          due_on: string
          email: string | null
          email_seen_at: string | null
          id: string
          kind: string
          origin: string
          patient_id: string | null
          person_name: string
          received_on: string
          state: string
          tenant_id: string
          token_hash: string | null
        }
        SetofOptions: {
          from: '*'
          to: 'privacy_requests'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      save_private_note: {
        Args: { p_id: string; p_note: Json; p_patient_id: string; p_tenant_id: string; p_version: number }
        Returns: Json
      }
      save_processing_record: {
        Args: { p_id: string; p_record: Json; p_tenant_id: string }
        Returns: {
          countries: string
          data_kinds: string
          default_key: string | null
          id: string
          legal_basis: string
          name: string
          people: string
          purpose: string
          recipients: string
          removed_at: string | null
          retention: string
          tenant_id: string
          updated_at: string
          updated_by: string
        }
        SetofOptions: {
          from: '*'
          to: 'processing_records'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      save_product: {
        Args: { p_id: string; p_product: Json; p_tenant_id: string; p_version: number }
        Returns: Json
      }
      save_product_file: {
        Args: { p_file: Json; p_id: string; p_product_id: string; p_tenant_id: string }
        Returns: Json
      }
      save_product_images: {
        Args: { p_images: Json; p_product_id: string; p_tenant_id: string }
        Returns: Json
      }
      save_purchase: {
        Args: { p_id: string; p_purchase: Json; p_tenant_id: string; p_version: number }
        Returns: Json
      }
      save_quick_reply: {
        Args: {
          p_body: string
          p_file_ids?: string[]
          p_id: string
          p_is_personal: boolean
          p_shortcut: string
          p_tenant_id: string
          p_title: string
        }
        Returns: Json
      }
      save_record_entry: {
        Args: {
          p_entry: Json
          p_id: string
          p_keeps_version?: boolean
          p_patient_id: string
          p_tenant_id: string
          p_version: number
        }
        Returns: Json
      }
      save_record_settings: {
        Args: {
          p_break_glass_minutes: number
          p_break_glass_roles: string[]
          p_keep_years: number
          p_tenant_id: string
        }
        Returns: Json
      }
      save_record_template: {
        Args: {
          p_content: Json
          p_id: string
          p_kind: string
          p_name: string
          p_tenant_id: string
          p_version: number
        }
        Returns: Json
      }
      save_report_schedule: {
        Args: { p_every: string; p_hours: string; p_id: string; p_tenant_id: string; p_user_ids: string[] }
        Returns: {
          created_at: string
          created_by: string | null
          every: string
          hours: string
          id: string
          next_on: string
          tenant_id: string
          updated_at: string
          user_ids: string[]
        }
        SetofOptions: {
          from: '*'
          to: 'report_schedules'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      save_report_settings: {
        Args: { p_answer_target_minutes: number; p_tenant_id: string }
        Returns: number
      }
      save_retention_policy: {
        Args: { p_days: number; p_is_on: boolean; p_target: string; p_tenant_id: string }
        Returns: undefined
      }
      save_room: {
        Args: { p_id: string; p_name: string; p_position?: number; p_tenant_id: string }
        Returns: Json
      }
      save_schedule_slot: {
        Args: { p_product_id: string; p_slot: Json; p_tenant_id: string }
        Returns: string
      }
      save_score_rules: { Args: { p_rules: Json; p_tenant_id: string }; Returns: Json }
      save_second_factor_rules: {
        Args: { p_required_from?: string; p_roles: string[]; p_tenant_id: string }
        Returns: Json
      }
      save_session_deposits: {
        Args: { p_asks_online: boolean; p_deposits: Json; p_hold_minutes: number; p_tenant_id: string }
        Returns: Json
      }
      save_session_notice_settings: {
        Args: {
          p_tells_booked: boolean
          p_tells_cancelled: boolean
          p_tells_moved: boolean
          p_tenant_id: string
        }
        Returns: Json
      }
      save_session_package: { Args: { p_id: string; p_package: Json; p_tenant_id: string }; Returns: Json }
      save_session_price: { Args: { p_id: string; p_price: Json; p_tenant_id: string }; Returns: Json }
      save_session_reminder_settings: { Args: { p_settings: Json; p_tenant_id: string }; Returns: Json }
      save_session_type: { Args: { p_id: string; p_tenant_id: string; p_type: Json }; Returns: Json }
      save_shop_deliveries: { Args: { p_form: Json; p_tenant_id: string }; Returns: Json }
      save_shop_settings: { Args: { p_settings: Json; p_tenant_id: string }; Returns: Json }
      save_stock_place: {
        Args: {
          p_archived?: boolean
          p_id: string
          p_is_default?: boolean
          p_name: string
          p_tenant_id: string
        }
        Returns: Json
      }
      save_supplier: {
        Args: { p_emails?: Json; p_id: string; p_phones?: Json; p_supplier: Json; p_tenant_id: string }
        Returns: Json
      }
      save_therapist: { Args: { p_tenant_id: string; p_therapist: Json; p_user_id: string }; Returns: Json }
      save_therapist_fiscal: {
        Args: { p_fiscal: Json; p_tenant_id: string; p_user_id: string }
        Returns: Json
      }
      save_view: {
        Args: {
          p_id: string
          p_is_shared: boolean
          p_list: string
          p_name: string
          p_query: Json
          p_tenant_id: string
        }
        Returns: {
          created_at: string
          id: string
          list: string
          name: string
          person_id: string | null
          query: NonNullable<Json>
          tenant_id: string
          updated_at: string
        }
        SetofOptions: {
          from: '*'
          to: 'saved_views'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      save_waiting_entry: { Args: { p_entry: Json; p_id: string; p_tenant_id: string }; Returns: Json }
      save_waiting_settings: { Args: { p_settings: Json; p_tenant_id: string }; Returns: Json }
      save_workflow: {
        Args: {
          p_definition: Json
          p_draft_version?: number
          p_id: string
          p_name: string
          p_tenant_id: string
        }
        Returns: Json
      }
      save_working_hours: {
        Args: { p_hours: Json; p_tenant_id: string; p_therapist_id: string }
        Returns: Json
      }
      schedule_message: {
        Args: {
          p_body: string
          p_cancel_on_inbound?: boolean
          p_id: string
          p_send_at: string
          p_template?: Json
          p_tenant_id: string
          p_thread_key: string
        }
        Returns: Json
      }
      search_global: {
        Args: {
          p_kinds?: string[]
          p_limit?: number
          p_milliseconds?: number
          p_near?: string[]
          p_search: string
          p_tenant_id: string
        }
        Returns: {
          body: string
          detail: Json
          distance: number
          id: string
          is_archived: boolean
          kind: string
          message_id: string
          occurred_at: string
          patient_id: string
          phone: string
          thread_key: string
          title: string
        }[]
      }
      search_messages: {
        Args: {
          p_assigned_to?: string
          p_before_at?: string
          p_before_id?: string
          p_channel_id?: string
          p_direction?: string
          p_from?: string
          p_has_media?: boolean
          p_limit?: number
          p_search: string
          p_tag_id?: string
          p_tenant_id: string
          p_thread_key?: string
          p_until?: string
        }
        Returns: {
          body: string
          contact_name: string
          direction: string
          kind: string
          message_id: string
          occurred_at: string
          phone: string
          thread_id: string
          thread_key: string
        }[]
      }
      send_purchase: { Args: { p_id: string; p_tenant_id: string; p_way: string }; Returns: Json }
      set_arrival: {
        Args: { p_arrived?: boolean; p_patient_id?: string; p_session_id: string; p_tenant_id: string }
        Returns: Json
      }
      set_assignment_turns: {
        Args: { p_is_on: boolean; p_paused_ids?: string[]; p_tenant_id: string; p_user_ids: string[] }
        Returns: Json
      }
      set_assistant_person: {
        Args: { p_is_on: boolean; p_tenant_id: string; p_thread_id: string }
        Returns: boolean
      }
      set_attendance: {
        Args: { p_id: string; p_patient_id: string; p_status: string; p_tenant_id: string }
        Returns: Json
      }
      set_channel_typing: {
        Args: { p_channel_id: string; p_shows: boolean; p_tenant_id: string }
        Returns: boolean
      }
      set_charge_therapist: {
        Args: { p_charge_id: string; p_tenant_id: string; p_therapist_id: string }
        Returns: undefined
      }
      set_conversation_assistant: {
        Args: { p_state: string; p_tenant_id: string; p_thread_key: string }
        Returns: Json
      }
      set_conversation_opt_out: {
        Args: {
          p_opted_out: boolean
          p_purpose?: string
          p_reason?: string
          p_tenant_id: string
          p_thread_key: string
        }
        Returns: {
          assigned_at: string | null
          assigned_to: string | null
          blocked_at: string | null
          board_column: string
          channel: string
          contact_name: string | null
          created_at: string
          id: string
          is_group: boolean
          last_inbound_at: string | null
          last_message_at: string
          last_message_direction: string | null
          last_message_id: string | null
          last_message_kind: string | null
          last_message_preview: string | null
          last_message_status: string | null
          last_reaction: Json | null
          name_source: string | null
          next_scheduled_at: string | null
          opted_out: boolean
          phone: string | null
          picture_path: string | null
          reply_address: string | null
          snoozed_at: string | null
          snoozed_until: string | null
          status: string
          status_reason: string | null
          tag_ids: string[]
          tenant_id: string
          thread_key: string
          unread_count: number
          updated_at: string
          waiting_since: string | null
        }
        SetofOptions: {
          from: '*'
          to: 'conversation_threads'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      set_conversation_status: {
        Args: { p_reason?: string; p_status: string; p_tenant_id: string; p_thread_key: string }
        Returns: {
          assigned_at: string | null
          assigned_to: string | null
          blocked_at: string | null
          board_column: string
          channel: string
          contact_name: string | null
          created_at: string
          id: string
          is_group: boolean
          last_inbound_at: string | null
          last_message_at: string
          last_message_direction: string | null
          last_message_id: string | null
          last_message_kind: string | null
          last_message_preview: string | null
          last_message_status: string | null
          last_reaction: Json | null
          name_source: string | null
          next_scheduled_at: string | null
          opted_out: boolean
          phone: string | null
          picture_path: string | null
          reply_address: string | null
          snoozed_at: string | null
          snoozed_until: string | null
          status: string
          status_reason: string | null
          tag_ids: string[]
          tenant_id: string
          thread_key: string
          unread_count: number
          updated_at: string
          waiting_since: string | null
        }
        SetofOptions: {
          from: '*'
          to: 'conversation_threads'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      set_low_balance_threshold: {
        Args: { p_tenant_id: string; p_threshold: number }
        Returns: {
          balance: number
          created_at: string
          debt_credits: number
          lifetime_purchased: number
          lifetime_used: number
          low_balance_alerted_at: string | null
          low_balance_threshold: number
          tenant_id: string
          told_at: string | null
          updated_at: string
        }
        SetofOptions: {
          from: '*'
          to: 'whatsapp_credits_balance'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      set_member_role: {
        Args: { p_role: string; p_tenant_id: string; p_user_id: string }
        Returns: {
          created_at: string
          role: string
          status: string
          tenant_id: string
          updated_at: string
          user_id: string
        }
        SetofOptions: {
          from: '*'
          to: 'tenant_members'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      set_module: {
        Args: { p_is_on: boolean; p_module: string; p_tenant_id: string }
        Returns: {
          is_on: boolean
          is_usable: boolean
          module: string
          needs: string
        }[]
      }
      set_patients_distinct: {
        Args: { p_distinct: boolean; p_one_id: string; p_other_id: string; p_tenant_id: string }
        Returns: undefined
      }
      set_session_charging: {
        Args: { p_once: boolean; p_session_id: string; p_tenant_id: string }
        Returns: Json
      }
      set_session_makeup: {
        Args: { p_missed_id?: string; p_patient_id: string; p_session_id: string; p_tenant_id: string }
        Returns: Json
      }
      set_session_status: {
        Args: { p_id: string; p_status: string; p_tenant_id: string; p_version?: number }
        Returns: Json
      }
      set_webhook_active: { Args: { p_active: boolean; p_id: string; p_tenant_id: string }; Returns: Json }
      settle_late_payment: {
        Args: {
          p_act: string
          p_method?: string
          p_payment_id: string
          p_reason?: string
          p_tenant_id: string
        }
        Returns: Json
      }
      sign_record_entry: { Args: { p_id: string; p_tenant_id: string; p_version: number }; Returns: Json }
      skip_session_notice: { Args: { p_session_id: string; p_tenant_id: string }; Returns: undefined }
      snooze_alert: {
        Args: { p_id: string; p_tenant_id: string; p_until: string }
        Returns: {
          data: NonNullable<Json>
          ended_at: string | null
          handled_at: string | null
          handled_by: string | null
          id: string
          kind: string
          raised_at: string
          seen_at: string
          snoozed_until: string | null
          subject: string
          tenant_id: string
          told_at: string | null
        }
        SetofOptions: {
          from: '*'
          to: 'alerts'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      snooze_conversation: {
        Args: { p_tenant_id: string; p_thread_key: string; p_until: string }
        Returns: {
          assigned_at: string | null
          assigned_to: string | null
          blocked_at: string | null
          board_column: string
          channel: string
          contact_name: string | null
          created_at: string
          id: string
          is_group: boolean
          last_inbound_at: string | null
          last_message_at: string
          last_message_direction: string | null
          last_message_id: string | null
          last_message_kind: string | null
          last_message_preview: string | null
          last_message_status: string | null
          last_reaction: Json | null
          name_source: string | null
          next_scheduled_at: string | null
          opted_out: boolean
          phone: string | null
          picture_path: string | null
          reply_address: string | null
          snoozed_at: string | null
          snoozed_until: string | null
          status: string
          status_reason: string | null
          tag_ids: string[]
          tenant_id: string
          thread_key: string
          unread_count: number
          updated_at: string
          waiting_since: string | null
        }
        SetofOptions: {
          from: '*'
          to: 'conversation_threads'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      start_assistant_evaluation: {
        Args: { p_prompt_id: string; p_run_id: string; p_tenant_id: string }
        Returns: Json
      }
      start_campaign: {
        Args: { p_id: string; p_starts_at?: string; p_tenant_id: string; p_version: number }
        Returns: Json
      }
      start_conversation: {
        Args: { p_name?: string; p_phone: string; p_tenant_id: string }
        Returns: {
          assigned_at: string | null
          assigned_to: string | null
          blocked_at: string | null
          board_column: string
          channel: string
          contact_name: string | null
          created_at: string
          id: string
          is_group: boolean
          last_inbound_at: string | null
          last_message_at: string
          last_message_direction: string | null
          last_message_id: string | null
          last_message_kind: string | null
          last_message_preview: string | null
          last_message_status: string | null
          last_reaction: Json | null
          name_source: string | null
          next_scheduled_at: string | null
          opted_out: boolean
          phone: string | null
          picture_path: string | null
          reply_address: string | null
          snoozed_at: string | null
          snoozed_until: string | null
          status: string
          status_reason: string | null
          tag_ids: string[]
          tenant_id: string
          thread_key: string
          unread_count: number
          updated_at: string
          waiting_since: string | null
        }
        SetofOptions: {
          from: '*'
          to: 'conversation_threads'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      start_history_import: { Args: { p_tenant_id: string }; Returns: Json }
      start_import: {
        Args: { p_id: string; p_options: Json; p_policy: string; p_tenant_id: string }
        Returns: {
          attempt: string | null
          bytes: number
          created: number
          created_at: string
          done: number
          failure: string | null
          file_name: string
          finished_at: string | null
          id: string
          kept: number
          kind: string
          merged: number
          options: NonNullable<Json>
          policy: string
          rejected: number
          requested_by: string
          started_at: string | null
          state: string
          tenant_id: string
          total: number | null
          unchanged: number
          undo_until: string | null
          undone: number
          undone_at: string | null
          updated: number
        }
        SetofOptions: {
          from: '*'
          to: 'imports'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      stop_workflow: { Args: { p_id: string; p_stops_runs?: boolean; p_tenant_id: string }; Returns: Json }
      subscribe_push: {
        Args: { p_auth: string; p_endpoint: string; p_p256dh: string; p_tenant_id: string }
        Returns: undefined
      }
      sum_session_charges: { Args: { p_tenant_id: string; p_where?: Json }; Returns: Json }
      tag_conversation: {
        Args: { p_on?: boolean; p_tag_id: string; p_tenant_id: string; p_thread_key: string }
        Returns: {
          assigned_at: string | null
          assigned_to: string | null
          blocked_at: string | null
          board_column: string
          channel: string
          contact_name: string | null
          created_at: string
          id: string
          is_group: boolean
          last_inbound_at: string | null
          last_message_at: string
          last_message_direction: string | null
          last_message_id: string | null
          last_message_kind: string | null
          last_message_preview: string | null
          last_message_status: string | null
          last_reaction: Json | null
          name_source: string | null
          next_scheduled_at: string | null
          opted_out: boolean
          phone: string | null
          picture_path: string | null
          reply_address: string | null
          snoozed_at: string | null
          snoozed_until: string | null
          status: string
          status_reason: string | null
          tag_ids: string[]
          tenant_id: string
          thread_key: string
          unread_count: number
          updated_at: string
          waiting_since: string | null
        }
        SetofOptions: {
          from: '*'
          to: 'conversation_threads'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      take_conversation: {
        Args: { p_tenant_id: string; p_thread_key: string }
        Returns: {
          assigned_at: string | null
          assigned_to: string | null
          blocked_at: string | null
          board_column: string
          channel: string
          contact_name: string | null
          created_at: string
          id: string
          is_group: boolean
          last_inbound_at: string | null
          last_message_at: string
          last_message_direction: string | null
          last_message_id: string | null
          last_message_kind: string | null
          last_message_preview: string | null
          last_message_status: string | null
          last_reaction: Json | null
          name_source: string | null
          next_scheduled_at: string | null
          opted_out: boolean
          phone: string | null
          picture_path: string | null
          reply_address: string | null
          snoozed_at: string | null
          snoozed_until: string | null
          status: string
          status_reason: string | null
          tag_ids: string[]
          tenant_id: string
          thread_key: string
          unread_count: number
          updated_at: string
          waiting_since: string | null
        }
        SetofOptions: {
          from: '*'
          to: 'conversation_threads'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      test_campaign: {
        Args: {
          p_client_id: string
          p_definition: Json
          p_phone: string
          p_tenant_id: string
          p_variant: string
        }
        Returns: undefined
      }
      test_webhook_endpoint: { Args: { p_id: string; p_tenant_id: string }; Returns: string }
      transfer_stock: {
        Args: {
          p_from: string
          p_id: string
          p_lines: Json
          p_note?: string
          p_tenant_id: string
          p_to: string
        }
        Returns: number
      }
      undo_import: {
        Args: { p_id: string; p_now?: string; p_tenant_id: string }
        Returns: {
          attempt: string | null
          bytes: number
          created: number
          created_at: string
          done: number
          failure: string | null
          file_name: string
          finished_at: string | null
          id: string
          kept: number
          kind: string
          merged: number
          options: NonNullable<Json>
          policy: string
          rejected: number
          requested_by: string
          started_at: string | null
          state: string
          tenant_id: string
          total: number | null
          unchanged: number
          undo_until: string | null
          undone: number
          undone_at: string | null
          updated: number
        }
        SetofOptions: {
          from: '*'
          to: 'imports'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      undo_patient_merge: { Args: { p_merge_id: string; p_tenant_id: string }; Returns: Json }
      undo_payout_payment: {
        Args: { p_month: string; p_tenant_id: string; p_therapist_id: string }
        Returns: Json
      }
      undo_session_call: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      undo_unbilled_sessions: { Args: { p_id: string; p_tenant_id: string }; Returns: Json }
      unlink_conversation: {
        Args: { p_patient_id: string; p_tenant_id: string; p_thread_key: string }
        Returns: undefined
      }
      unsubscribe_push: { Args: { p_endpoint: string; p_tenant_id: string }; Returns: undefined }
      update_my_profile: {
        Args: { p_full_name: string; p_locale: string }
        Returns: {
          created_at: string
          email: string
          full_name: string
          id: string
          locale: string
          updated_at: string
        }
        SetofOptions: {
          from: '*'
          to: 'profiles'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      update_segment: {
        Args: { p_id: string; p_name: string; p_query: Json; p_tenant_id: string; p_version: number }
        Returns: Json
      }
      update_tenant: {
        Args: {
          p_cpf_cnpj: string
          p_ignore_groups: boolean
          p_name: string
          p_tenant_id: string
          p_time_zone: string
        }
        Returns: {
          assigns_in_turn: boolean
          cpf_cnpj: string | null
          created_at: string
          id: string
          ignore_groups: boolean
          logo_path: string | null
          name: string
          slug: string
          time_zone: string
          updated_at: string
        }
        SetofOptions: {
          from: '*'
          to: 'tenants'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      use_credit: { Args: { p_charge_ids: string[]; p_payer_id: string; p_tenant_id: string }; Returns: Json }
      use_recovery_code: { Args: { p_code: string }; Returns: Json }
      withdraw_waiting_offer: { Args: { p_id: string; p_tenant_id: string }; Returns: undefined }
    }
    Enums: {
      [_ in never]: never
    }
    CompositeTypes: {
      [_ in never]: never
    }
  }
}

type DatabaseWithoutInternals = Omit<Database, '__InternalSupabase'>

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, 'public'>]

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    keyof (DefaultSchema['Tables'] & DefaultSchema['Views']) | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Views'])
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Views'])[TableName] extends {
      Row: infer R
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema['Tables'] & DefaultSchema['Views'])
    ? (DefaultSchema['Tables'] & DefaultSchema['Views'])[DefaultSchemaTableNameOrOptions] extends {
        Row: infer R
      }
      ? R
      : never
    : never

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    keyof DefaultSchema['Tables'] | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables']
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'][TableName] extends {
      Insert: infer I
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables']
    ? DefaultSchema['Tables'][DefaultSchemaTableNameOrOptions] extends {
        Insert: infer I
      }
      ? I
      : never
    : never

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    keyof DefaultSchema['Tables'] | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables']
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'][TableName] extends {
      Update: infer U
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables']
    ? DefaultSchema['Tables'][DefaultSchemaTableNameOrOptions] extends {
        Update: infer U
      }
      ? U
      : never
    : never

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    keyof DefaultSchema['Enums'] | { schema: keyof DatabaseWithoutInternals },
  EnumName extends (DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions['schema']]['Enums']
    : never) = never,
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions['schema']]['Enums'][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema['Enums']
    ? DefaultSchema['Enums'][DefaultSchemaEnumNameOrOptions]
    : never

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    keyof DefaultSchema['CompositeTypes'] | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends (PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions['schema']]['CompositeTypes']
    : never) = never,
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions['schema']]['CompositeTypes'][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema['CompositeTypes']
    ? DefaultSchema['CompositeTypes'][PublicCompositeTypeNameOrOptions]
    : never

export const Constants = {
  app: {
    Enums: {},
  },
  public: {
    Enums: {},
  },
} as const
